package com.sexyresume.eventstore.json;

import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.EventType;
import com.sexyresume.events.Upcaster;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads events of former revisions as those of today. Personal data is opened first, in the place where it was sealed,
 * which is the type and the member as they are stored; so upcasters see what was meant, and may rename both.
 *
 * <p>What is wrong with upcasters is told when they are registered, before anything is read: every revision below the
 * class's own leads there, step by step, and from each there is one way only.
 */
final class Upcasting {

    private record Revision(String type, String revision) {

        static Revision of(SerializedType type) {
            return new Revision(type.getName(), String.valueOf(type.getRevision()));
        }

        @Override
        public String toString() {
            return type + ", revision " + revision;
        }
    }

    /** @param steps at least one */
    private record Way(Class<?> event, List<Upcaster> steps) {}

    private final Map<Revision, Way> ways = new HashMap<>();
    private final Envelopes envelopes;
    private final JsonMapper plain;

    /** @param mapper for events whose personal data is open */
    Upcasting(JsonMapper mapper, Envelopes envelopes) {
        this.envelopes = envelopes;
        this.plain = mapper.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    /** @throws IllegalArgumentException if the event's upcasters are no chain from revision 1 to its own */
    void register(Class<?> event, EventType type) {
        List<Upcaster> steps = EventCatalog.upcasters(event);
        String name = steps.isEmpty() ? type.name() : steps.getFirst().type();
        int revision = 1;
        for (int index = 0; index < steps.size(); index++) {
            Upcaster step = steps.get(index);
            // A new name begins a count of its own, or goes on with the old one.
            boolean renamed = !step.type().equals(name);
            if (step.revision() != revision && !(renamed && step.revision() == 1)) {
                throw gap(event, step.type(), step.revision(), revision);
            }
            name = step.type();
            revision = step.revision() + 1;
            Way taken = ways.put(
                    new Revision(name, Integer.toString(step.revision())),
                    new Way(event, List.copyOf(steps.subList(index, steps.size()))));
            if (taken != null) {
                throw new IllegalArgumentException("From " + name + ", revision " + step.revision()
                        + ", two ways lead: " + taken.event().getName() + " and " + event.getName());
            }
        }
        boolean renamed = !type.name().equals(name);
        if (type.revision() != revision && !(renamed && type.revision() == 1)) {
            throw gap(event, type.name(), type.revision(), revision);
        }
    }

    /** @throws IllegalArgumentException if a type and revision of today is also a former one */
    void checkAgainst(Iterable<SerializedType> current) {
        for (SerializedType type : current) {
            Way former = ways.get(Revision.of(type));
            if (former != null) {
                throw new IllegalArgumentException(Revision.of(type) + " is of today, and a former one of "
                        + former.event().getName());
            }
        }
    }

    private static IllegalArgumentException gap(Class<?> event, String type, int found, int expected) {
        return new IllegalArgumentException("The upcasters of " + event.getName() + " are no chain: where revision "
                + expected + " should come, there is " + type + ", revision " + found);
    }

    /** What an event of this type and revision is read as today; null if that is no former one. */
    @Nullable
    Class<?> classOf(SerializedType type) {
        Way way = ways.get(Revision.of(type));
        return way == null ? null : way.event();
    }

    /** @param type a former one */
    Object read(SerializedType type, JsonNode stored) {
        Way way = ways.get(Revision.of(type));
        if (way == null) {
            throw new IllegalStateException(Revision.of(type) + " is no former revision");
        }
        Map<String, @Nullable Object> json = open(stored, way.steps().getFirst());
        for (Upcaster step : way.steps()) {
            json = upcast(json, step);
        }
        try {
            return plain.readValue(plain.writeValueAsBytes(json), way.event());
        } catch (JacksonException personal) {
            // Whose message may quote what was decrypted.
            throw new SerializationException(
                    Revision.of(type) + ", does not lead to its event of today: " + personal.getPathReference());
        }
    }

    private Map<String, @Nullable Object> open(JsonNode stored, Upcaster first) {
        if (!stored.isObject()) {
            throw new SerializationException(first.type() + " is stored as something else than an object");
        }
        Map<String, @Nullable Object> open = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : stored.properties()) {
            open.put(
                    member.getKey(),
                    first.personalData().contains(member.getKey())
                            ? open(member.getValue(), first.type() + "|" + member.getKey())
                            : plain.treeToValue(member.getValue(), Object.class));
        }
        for (String personal : first.personalData()) {
            if (!open.containsKey(personal)) {
                throw new SerializationException(
                        first.type() + "|" + personal + " is personal, but is not stored at all");
            }
        }
        return open;
    }

    private @Nullable Object open(JsonNode member, String place) {
        if (member.isNull()) {
            return null;
        }
        byte[] opened = envelopes.open(member, place);
        try {
            return opened == null ? null : plain.readValue(opened, Object.class);
        } catch (JacksonException personal) {
            throw new SerializationException(place + " does not hold JSON");
        }
    }

    private static Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> json, Upcaster step) {
        try {
            return step.upcast(json);
        } catch (RuntimeException personal) {
            throw new SerializationException(step.getClass().getName() + " failed of " + step.type() + ", revision "
                    + step.revision() + ": " + personal.getClass().getName());
        }
    }
}
