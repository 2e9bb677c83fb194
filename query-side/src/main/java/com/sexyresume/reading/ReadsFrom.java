package com.sexyresume.reading;

import com.sexyresume.projections.Projector;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the projections whose rows a controller, or one of its methods, answers from: a request with
 * {@code Min-Position} waits until each of them has reached it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadsFrom {

    /** The {@linkplain Projector#name() names} of the projections. */
    String[] value();
}
