package com.sexyresume.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name and revision under which an event is kept for ever. They do not depend on the Java class, which may be
 * renamed or moved; a change of the JSON shape raises the revision and brings an upcaster and a golden file.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

    /** {@code context.event-in-kebab-case}, such as {@code credits.credits-spent}. */
    String name();

    /** Counted from 1. */
    int revision() default 1;

    /**
     * How all former revisions are read, the oldest first: each leads to the revision that the next one reads, the last
     * one to this. Without a gap; a name may change on the way.
     */
    Class<? extends Upcaster>[] upcasters() default {};
}
