package com.sexyresume.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event that identifies or describes a person (PII1–PII5): it is stored encrypted under the key
 * of the event's {@linkplain UserEvent#userId() subject} and reads as {@code null} once that key is destroyed. A marked
 * component is therefore always nullable to a reader.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface PersonalData {}
