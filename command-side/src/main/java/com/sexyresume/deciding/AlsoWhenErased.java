package com.sexyresume.deciding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what a user may still ask after they were erased, which is nothing but their erasure: sent again, it is
 * answered as before. Everything else is answered with {@code account-erased}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AlsoWhenErased {}
