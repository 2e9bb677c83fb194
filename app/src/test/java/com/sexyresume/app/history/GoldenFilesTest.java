package com.sexyresume.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.EventType;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.keys.SubjectKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was ever recorded must be readable for ever: a file for each type and revision, encrypted under a key that
 * protects nothing, is read as the event it was written from. {@code mvn verify -Dgolden=write} writes the missing
 * ones; one that is there is never written again.
 */
class GoldenFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final SubjectKeys KEYS = SubjectKeys.fixed(
            Base64.getEncoder().encodeToString("a key that protects nothing 32 B".getBytes(StandardCharsets.US_ASCII)));

    static List<Class<?>> events() {
        return List.copyOf(EventCatalog.events());
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventIsReadAndWrittenAsItsGoldenFileSays(Class<?> event) throws IOException {
        EventType type = event.getAnnotation(EventType.class);
        Path golden = FOLDER.resolve(type.name() + "." + type.revision() + ".json");
        AtomicInteger counter = new AtomicInteger();
        EventSerializer serializer = new EventSerializer(
                EventCatalog.events(),
                KEYS,
                () -> ByteBuffer.allocate(12)
                        .putInt(8, counter.incrementAndGet())
                        .array());
        Object sample = SampleEvents.of(event);
        String written = serializer.serialize(sample, String.class).getData();
        if ("write".equals(System.getProperty("golden")) && Files.notExists(golden)) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, written + "\n");
        }

        String stored = Files.readString(golden).strip();

        Object read = serializer.deserialize(
                new SimpleSerializedObject<>(stored, String.class, type.name(), Integer.toString(type.revision())));
        assertThat(read).isEqualTo(sample);
        assertThat(written).isEqualTo(stored);
    }

    static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyGoldenFileOfWhateverRevisionIsReadAsAnEventOfToday(Path golden) throws IOException {
        String name = golden.getFileName().toString().replaceFirst("\\.json$", "");
        int dot = name.lastIndexOf('.');
        EventSerializer serializer = new EventSerializer(EventCatalog.events(), KEYS);
        SimpleSerializedObject<String> stored = new SimpleSerializedObject<>(
                Files.readString(golden).strip(), String.class, name.substring(0, dot), name.substring(dot + 1));

        Object read = serializer.deserialize(stored);

        assertThat(read).isInstanceOf(serializer.classForType(stored.getType()));
        assertThat(EventCatalog.events()).contains(read.getClass());
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyFormerRevisionHasItsGoldenFile(Class<?> event) {
        assertThat(EventCatalog.upcasters(event))
                .allSatisfy(
                        upcaster -> assertThat(FOLDER.resolve(upcaster.type() + "." + upcaster.revision() + ".json"))
                                .exists());
    }

    @Test
    void namesAreUnique() {
        assertThat(EventCatalog.events().stream()
                        .map(event -> event.getAnnotation(EventType.class).name())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
    }
}
