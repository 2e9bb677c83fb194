package com.sexyresume.eventstore.json;

import com.sexyresume.events.Id;
import java.lang.reflect.Constructor;
import java.util.UUID;
import org.axonframework.common.AxonNonTransientException;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * The JSON of the history: components in the order of the record, nulls written, ids as plain text, enums by name,
 * times in ISO 8601; a component that is unknown or missing is an error, because a change of shape raises the revision.
 */
final class Json {

    private Json() {}

    static JsonMapper.Builder mapper() {
        SimpleModule ids = new SimpleModule("ids");
        ids.addSerializer(Id.class, new IdSerializer());
        ids.setDeserializers(new IdDeserializers());
        return JsonMapper.builder()
                .addModule(ids)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
                // Upcasters work on trees, which must not round.
                .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
    }

    /** What Jackson failed of, if that is for the caller to know: an unreachable database, an erased subject. */
    static RuntimeException failure(String message, JacksonException failed) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof AxonNonTransientException own) {
                return own;
            }
        }
        return new SerializationException(message + ": " + failed.getOriginalMessage(), failed);
    }

    private static final class IdSerializer extends StdScalarSerializer<Id> {

        IdSerializer() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator json, SerializationContext context) {
            json.writeString(id.value().toString());
        }
    }

    private static final class IdDeserializers extends SimpleDeserializers {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return Id.class.isAssignableFrom(type.getRawClass()) && type.isRecordType()
                    ? new IdDeserializer(type)
                    : super.findBeanDeserializer(type, config, description);
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return Id.class.isAssignableFrom(type) || super.hasDeserializerFor(config, type);
        }
    }

    private static final class IdDeserializer extends StdScalarDeserializer<Object> {

        private final Constructor<?> constructor;

        IdDeserializer(JavaType type) {
            super(type);
            try {
                constructor = type.getRawClass().getDeclaredConstructor(UUID.class);
                constructor.setAccessible(true);
            } catch (NoSuchMethodException noId) {
                throw new IllegalArgumentException(type + " is an Id with other components than value", noId);
            }
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            UUID value = context.readValue(json, UUID.class);
            try {
                return constructor.newInstance(value);
            } catch (ReflectiveOperationException failed) {
                return context.handleInstantiationProblem(handledType(), value, failed);
            }
        }
    }
}
