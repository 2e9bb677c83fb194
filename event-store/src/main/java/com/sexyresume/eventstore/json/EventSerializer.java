package com.sexyresume.eventstore.json;

import com.sexyresume.events.AccountingRecord;
import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.events.UserEvent;
import com.sexyresume.eventstore.history.StoredType;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.ByteArrayToJsonNodeConverter;
import org.axonframework.serialization.jackson3.JsonNodeToByteArrayConverter;
import org.axonframework.serialization.jackson3.JsonNodeToObjectNodeConverter;
import org.axonframework.serialization.jackson3.ObjectNodeToJsonNodeConverter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as JSON, under the name and revision of their {@link EventType}, personal data encrypted: no Java name and no
 * plain personal value is ever stored. It writes events and metadata, and nothing else.
 *
 * <p>A former revision is read through the upcasters that its event names, by everyone who reads. A type that is not in
 * the catalog, or a revision that no upcaster leads from, is an {@link UnknownEvent}: nothing is skipped.
 */
public final class EventSerializer implements Serializer {

    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Map<Class<?>, SerializedType> types = new HashMap<>();
    private final SubjectKeys keys;
    private final JsonMapper mapper;
    private final Upcasting upcasting;
    private final ChainingConverter converter = new ChainingConverter();

    /** @param events the record class of every event */
    public EventSerializer(Collection<Class<?>> events, SubjectKeys keys) {
        this(events, keys, Envelopes.randomIvs());
    }

    /**
     * For golden files, where the same event has to give the same JSON.
     *
     * @param ivs 12 bytes each; anything but random bytes breaks the encryption
     */
    public EventSerializer(Collection<Class<?>> events, SubjectKeys keys, Supplier<byte[]> ivs) {
        JsonMapper plain = Json.mapper().build();
        Envelopes envelopes = new Envelopes(keys, ivs);
        this.keys = keys;
        mapper = Json.mapper()
                .annotationIntrospector(new PersonalDataIntrospector(plain, envelopes))
                .build();
        upcasting = new Upcasting(plain, envelopes);
        for (Class<?> event : events) {
            register(event);
        }
        upcasting.checkAgainst(types.values());
        // What upcasters of JSON trees ask for.
        converter.registerConverter(new JsonNodeToByteArrayConverter(plain));
        converter.registerConverter(new ByteArrayToJsonNodeConverter(plain));
        converter.registerConverter(new JsonNodeToObjectNodeConverter());
        converter.registerConverter(new ObjectNodeToJsonNodeConverter());
    }

    private void register(Class<?> event) {
        EventType type = event.getAnnotation(EventType.class);
        if (type == null || !event.isRecord()) {
            throw new IllegalArgumentException(event.getName() + " is not a record with an @EventType");
        }
        Class<?> other = classes.put(type.name(), event);
        if (other != null) {
            throw new IllegalArgumentException(
                    other.getName() + " and " + event.getName() + " are both named " + type.name());
        }
        if (!UserEvent.class.isAssignableFrom(event)
                && Stream.of(event.getRecordComponents()).anyMatch(EventSerializer::isPersonal)) {
            throw new IllegalArgumentException(event.getName() + " holds personal data of nobody: it is no UserEvent");
        }
        if (AccountingRecord.class.isAssignableFrom(event)
                && Stream.of(event.getRecordComponents()).anyMatch(EventSerializer::isPersonal)) {
            throw new IllegalArgumentException(event.getName()
                    + " is recorded of erased users and holds personal data, for which there is no key");
        }
        types.put(event, new SimpleSerializedType(type.name(), Integer.toString(type.revision())));
        upcasting.register(event, type);
    }

    private static boolean isPersonal(RecordComponent component) {
        return component.isAnnotationPresent(PersonalData.class);
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
        if (object == null) {
            throw new SerializationException("Nothing is not an event");
        }
        SerializedType type = typeForClass(object.getClass());
        byte[] json;
        try {
            // As bytes, because half a surrogate pair is escaped in them, and would reach the database in a String.
            json = mapper.writeValueAsBytes(object instanceof MetaData metadata ? Map.copyOf(metadata) : object);
        } catch (JacksonException failed) {
            throw Json.failure(type.getName() + " cannot be written as JSON", failed);
        }
        return new SimpleSerializedObject<>(
                representation == String.class
                        ? representation.cast(new String(json, StandardCharsets.UTF_8))
                        : converter.convert(json, representation),
                representation,
                type);
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> representation) {
        return representation == String.class || converter.canConvert(byte[].class, representation);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // Axon's contract: the caller knows what was stored.
    public <S, T> T deserialize(SerializedObject<S> stored) {
        SerializedType type = stored.getType();
        Class<?> expected = classForType(type);
        try {
            if (expected == MetaData.class) {
                return (T) MetaData.from(mapper.readValue(text(stored), METADATA));
            }
            if (upcasting.classOf(type) != null) {
                return (T) upcasting.read(
                        type, stored.getData() instanceof JsonNode tree ? tree : mapper.readTree(text(stored)));
            }
            return (T)
                    (stored.getData() instanceof JsonNode tree
                            ? mapper.treeToValue(tree, expected)
                            : mapper.readValue(text(stored), expected));
        } catch (JacksonException failed) {
            throw Json.failure(StoredType.describe(type) + ", cannot be read", failed);
        }
    }

    /** Gets the keys of what is about to be read, all at once. */
    public void prepare(Stream<String> payloads) {
        Set<UUID> subjects = new HashSet<>();
        payloads.forEach(payload -> Envelopes.subjects(payload, subjects));
        if (!subjects.isEmpty()) {
            keys.prepareToRead(subjects);
        }
    }

    private String text(SerializedObject<?> stored) {
        return converter.convert(stored.getData(), String.class);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (type.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        Class<?> event = classes.get(type.getName());
        String known = event == null ? null : typeForClass(event).getRevision();
        if (event == null || !type.getRevision().equals(known)) {
            Class<?> upcast = upcasting.classOf(type);
            if (upcast == null) {
                throw new UnknownEvent(type.getName(), type.getRevision(), StoredType.positionOf(type), known);
            }
            return upcast;
        }
        return event;
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon's signature.
    public SerializedType typeForClass(@Nullable Class type) {
        if (type != null && MetaData.class.isAssignableFrom(type)) {
            return new SimpleSerializedType(MetaData.class.getName(), null);
        }
        SerializedType known = type == null ? null : types.get(type);
        if (known == null) {
            throw new SerializationException((type == null ? "Nothing" : type.getName()) + " is not an event");
        }
        return known;
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
