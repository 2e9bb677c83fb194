package com.sexyresume.deciding;

import java.util.UUID;

/** An aggregate that is opened from a snapshot when its stream is long. */
public interface Snapshotted {

    /** The user whose personal data the state holds: the snapshot is encrypted, whole, under their key. */
    UUID subject();
}
