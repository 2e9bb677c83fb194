package com.sexyresume.app.web.bodies;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that comes as {@code text/plain}, for operations that say that they consume it: a page that is being
 * closed can send nothing else to another origin ({@code navigator.sendBeacon}, whose requests ask for no permission
 * first).
 */
public final class JsonAsText extends JacksonJsonHttpMessageConverter {

    public JsonAsText(JsonMapper json) {
        super(json);
        setSupportedMediaTypes(List.of(MediaType.TEXT_PLAIN));
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
        return false;
    }
}
