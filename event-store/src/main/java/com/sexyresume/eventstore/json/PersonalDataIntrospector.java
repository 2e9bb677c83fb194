package com.sexyresume.eventstore.json;

import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a component that is {@link PersonalData} as an envelope of the event's user. Its place is {@code event
 * type|component}, as they are named when it is written: whoever renames either raises the revision, because only
 * {@link Upcasting} opens what was stored under a former name.
 */
final class PersonalDataIntrospector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private final transient JsonMapper plain;
    private final transient Envelopes envelopes;

    /** @param plain reads and writes what is inside an envelope */
    PersonalDataIntrospector(JsonMapper plain, Envelopes envelopes) {
        this.plain = plain;
        this.envelopes = envelopes;
    }

    @Override
    public @Nullable Object findSerializer(MapperConfig<?> config, Annotated annotated) {
        return annotated.hasAnnotation(PersonalData.class)
                ? new Sealing(null)
                : super.findSerializer(config, annotated);
    }

    @Override
    public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated annotated) {
        return annotated.hasAnnotation(PersonalData.class)
                ? new Opening(null, null)
                : super.findDeserializer(config, annotated);
    }

    private static String place(BeanProperty component) {
        Class<?> event = component.getMember().getDeclaringClass();
        EventType type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(
                    "Only a component of an event can be personal data, not one of " + event.getName());
        }
        return type.name() + "|" + component.getName();
    }

    private final class Sealing extends ValueSerializer<Object> {

        private final @Nullable String place;

        Sealing(@Nullable String place) {
            this.place = place;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty component) {
            return new Sealing(place(component));
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializationContext context) {
            if (place == null || !(json.currentValue() instanceof UserEvent event)) {
                throw DatabindException.from(json, "Personal data belongs to an event about a user");
            }
            envelopes.write(json, event.userId().value(), place, plain.writeValueAsBytes(value));
        }
    }

    private final class Opening extends ValueDeserializer<Object> {

        private final @Nullable String place;
        private final @Nullable JavaType type;

        Opening(@Nullable String place, @Nullable JavaType type) {
            this.place = place;
            this.type = type;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty component) {
            return new Opening(place(component), component.getType());
        }

        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
            if (place == null || type == null) {
                throw new IllegalStateException("Personal data is read as a component of an event");
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return context.reportInputMismatch(type, "%s is personal, but is not stored as an envelope", place);
            }
            byte[] opened = envelopes.open(context.readTree(json), place);
            try {
                return opened == null ? null : plain.readValue(opened, type);
            } catch (JacksonException personal) {
                // Whose message may quote what was decrypted.
                throw new SerializationException(place + " does not hold what " + type + " can be read from");
            }
        }
    }
}
