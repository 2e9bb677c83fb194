package com.sexyresume.eventstore.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.io.StringWriter;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Aggregates as snapshots: all their fields as JSON, encrypted whole under the key of the subject that the aggregate
 * names. Once that key is destroyed the snapshot reads as null, which the engine takes for none.
 *
 * <p>The revision is that of Axon's {@link Revision} on the class, 1 without; a snapshot of another one is filtered
 * out, and so is one whose fields do not match exactly. A class is renamed by losing its snapshots, nothing else.
 *
 * @param <A> what all aggregates extend
 */
public final class SnapshotSerializer<A> implements Serializer {

    private static final String FIRST_REVISION = "1";

    private final Class<A> aggregates;
    private final Function<? super A, UUID> subject;
    private final Envelopes envelopes;
    private final JsonMapper mapper;
    private final ChainingConverter converter = new ChainingConverter();

    public SnapshotSerializer(Class<A> aggregates, Function<? super A, UUID> subject, SubjectKeys keys) {
        this.aggregates = aggregates;
        this.subject = subject;
        this.envelopes = new Envelopes(keys, Envelopes.randomIvs());
        this.mapper = Json.mapper()
                .changeDefaultVisibility(visibility -> visibility
                        .withFieldVisibility(Visibility.ANY)
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE))
                .build();
    }

    /** Lets those snapshots pass that have the revision which their class has now. */
    public SnapshotFilter filter() {
        return snapshot -> {
            SerializedType type = snapshot.getPayload().getType();
            Class<?> aggregate = find(type.getName());
            return aggregate != null && revision(aggregate).equals(type.getRevision());
        };
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
        if (object instanceof MetaData) {
            return new SimpleSerializedObject<>(
                    converter.convert("{}", representation), representation, typeForClass(MetaData.class));
        }
        if (!aggregates.isInstance(object)) {
            throw new SerializationException("A snapshot is of an aggregate, not of " + object);
        }
        A aggregate = aggregates.cast(object);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = mapper.createGenerator(text)) {
            envelopes.write(
                    json, subject.apply(aggregate), place(aggregate.getClass()), mapper.writeValueAsBytes(aggregate));
        } catch (JacksonException failed) {
            throw Json.failure(aggregate.getClass().getName() + " cannot be written as JSON", failed);
        }
        return new SimpleSerializedObject<>(
                converter.convert(text.toString(), representation), representation, typeForClass(aggregate.getClass()));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"
    }) // Axon's contract: the caller knows what was stored, and it may be gone.
    public <S, T> T deserialize(SerializedObject<S> stored) {
        Class<?> type = classForType(stored.getType());
        if (type == MetaData.class) {
            return (T) MetaData.emptyInstance();
        }
        try {
            String text = converter.convert(stored.getData(), String.class);
            byte[] opened = envelopes.open(mapper.readTree(text), place(type));
            return (T) (opened == null ? null : mapper.readValue(opened, type));
        } catch (JacksonException failed) {
            throw Json.failure(type.getName() + " cannot be read from its snapshot", failed);
        }
    }

    private static String place(Class<?> aggregate) {
        return "snapshot|" + aggregate.getName() + "|" + revision(aggregate);
    }

    private static String revision(Class<?> aggregate) {
        Revision revision = aggregate.getAnnotation(Revision.class);
        return revision == null ? FIRST_REVISION : revision.value();
    }

    private @Nullable Class<?> find(String name) {
        try {
            Class<?> type = Class.forName(name, false, aggregates.getClassLoader());
            return aggregates.isAssignableFrom(type) ? type : null;
        } catch (ClassNotFoundException renamed) {
            return null;
        }
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (type.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        Class<?> aggregate = find(type.getName());
        if (aggregate == null) {
            throw new SerializationException("There is no aggregate " + type.getName());
        }
        return aggregate;
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon's signature.
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null) {
            return SimpleSerializedType.emptyType();
        }
        return new SimpleSerializedType(type.getName(), MetaData.class.isAssignableFrom(type) ? null : revision(type));
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> representation) {
        return converter.canConvert(String.class, representation);
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
