package com.sexyresume.app.web.requests;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * The one textual form of a UUID (RFC 9562, section 4), in which alone parameters are read: {@link UUID#fromString}
 * would also take {@code 1-1-1-1-1}, and one id would have many names.
 */
public final class CanonicalUuid {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private CanonicalUuid() {}

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** An editor, because Spring falls back to its own lenient one when a mere converter refuses. */
    @ControllerAdvice
    public static class OfParameters {

        @InitBinder
        void read(WebDataBinder binder) {
            binder.registerCustomEditor(UUID.class, new PropertyEditorSupport() {
                @Override
                public void setAsText(String text) {
                    if (!isOne(text)) {
                        throw new IllegalArgumentException("not a UUID");
                    }
                    setValue(UUID.fromString(text));
                }
            });
        }
    }
}
