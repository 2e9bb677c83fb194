package com.sexyresume.language;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text in which nothing is hidden: no control characters, nothing that turns the direction of writing, and no format
 * characters but the joiners between letters that some scripts are spelled with. It is compared by eye, so it is
 * {@linkplain VisibleText#normalized brought} into one form first (NFKC) and limited in that.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = VisibleText.class)
public @interface Visible {

    String message() default "must not contain control, direction or format characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Whether joiners between letters are allowed: in a name they are, in an address they are not. */
    boolean joiners() default false;
}
