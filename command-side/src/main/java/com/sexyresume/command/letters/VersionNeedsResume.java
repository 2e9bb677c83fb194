package com.sexyresume.command.letters;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version without a résumé says nothing: it is told at {@code /resumeVersion}, rather than left unread. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = VersionNeedsResume.Check.class)
@interface VersionNeedsResume {

    String message() default "needs a resumeId beside it";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** A body that may name a version of a résumé. */
    interface NamesVersion {

        @Nullable
        UUID resumeId();

        @Nullable
        Long resumeVersion();
    }

    /** Judges a body. */
    final class Check implements ConstraintValidator<VersionNeedsResume, NamesVersion> {

        @Override
        public boolean isValid(NamesVersion body, ConstraintValidatorContext context) {
            if (body.resumeVersion() == null || body.resumeId() != null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("resumeVersion")
                    .addConstraintViolation();
            return false;
        }
    }
}
