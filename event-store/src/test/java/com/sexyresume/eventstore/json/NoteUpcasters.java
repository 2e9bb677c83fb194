package com.sexyresume.eventstore.json;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How {@code notes.note-filed} came to its third revision. */
final class NoteUpcasters {

    private NoteUpcasters() {}

    /**
     * {@code notes.note-shelved} became {@code notes.note-filed}, and its personal {@code writer} the {@code author}.
     */
    static final class Shelved implements Upcaster {

        @Override
        public String type() {
            return "notes.note-shelved";
        }

        @Override
        public int revision() {
            return 1;
        }

        @Override
        public Set<String> personalData() {
            return Set.of("writer", "readers");
        }

        @Override
        public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
            Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
            Object writer = next.remove("writer");
            next.put("author", writer == null ? null : Map.of("name", writer, "age", 0));
            return next;
        }
    }

    /** Revision 2 knew no labels and no shoes. */
    static final class Filed implements Upcaster {

        @Override
        public String type() {
            return "notes.note-filed";
        }

        @Override
        public int revision() {
            return 2;
        }

        @Override
        public Set<String> personalData() {
            return Set.of("author", "readers");
        }

        @Override
        public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
            Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
            next.put("labels", List.of());
            next.put("shoeSize", null);
            return next;
        }
    }
}
