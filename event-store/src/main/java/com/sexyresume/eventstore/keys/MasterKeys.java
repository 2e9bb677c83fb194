package com.sexyresume.eventstore.keys;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The master keys of all epochs that are in use: new keys of subjects are wrapped by the current one, those of earlier
 * epochs can be unwrapped as long as their master key is here.
 */
public final class MasterKeys {

    private final MasterKey current;
    private final Map<String, MasterKey> byId = new LinkedHashMap<>();

    /** @param earlier in any order; the current one may be among them */
    public MasterKeys(MasterKey current, Collection<MasterKey> earlier) {
        this.current = current;
        byId.put(current.id(), current);
        earlier.forEach(key -> byId.putIfAbsent(key.id(), key));
    }

    /** One epoch. */
    public static MasterKeys only(MasterKey current) {
        return new MasterKeys(current, List.of());
    }

    public MasterKey current() {
        return current;
    }

    /** The epochs whose keys are here: the name of each and a hash of its key. */
    public Set<String> ids() {
        return byId.keySet();
    }

    /** @throws MasterKeyMissing if the key of that epoch is not here; the message names it */
    byte[] unwrap(UUID subject, String masterKeyId, byte[] wrapped) {
        MasterKey key = byId.get(masterKeyId);
        if (key == null) {
            throw new MasterKeyMissing(subject, masterKeyId, byId.keySet());
        }
        return key.unwrap(subject, wrapped);
    }
}
