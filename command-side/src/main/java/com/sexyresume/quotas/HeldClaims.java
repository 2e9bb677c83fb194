package com.sexyresume.quotas;

import java.util.Collection;
import java.util.Set;

/** Which claims are held at this moment; only an append decides whether one can be taken. */
public interface HeldClaims {

    /** Those of the values that some stream holds. */
    Set<String> held(String kind, Collection<String> values);
}
