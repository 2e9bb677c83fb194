package com.sexyresume.deciding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a {@link Rejection} is answered with. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refused {

    /** Which answer it gets. */
    Rejection.Kind value();

    /** Where it is not the record's name in kebab-case. */
    String code() default "";

    /** A sentence for the caller; empty when the rejection makes it. */
    String detail() default "";
}
