package com.sexyresume.command.resumes;

import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a text that names a {@link Template}. */
@Schema(
        description = "How the résumé is laid out",
        defaultValue = Resume.DEFAULT_TEMPLATE,
        allowableValues = {
            "modern",
            "classic",
            "minimal",
            "professional",
            "creative",
            "executive",
            "technical",
            "compact"
        })
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface TemplateName {}
