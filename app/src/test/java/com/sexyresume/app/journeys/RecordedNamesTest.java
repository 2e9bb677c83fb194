package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.sending.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Names that the history and its followers hold for ever: a stream type that is called otherwise loses its streams, and
 * a policy reacts to all that has happened once more. A new name is added to the list, and none is changed.
 */
class RecordedNamesTest extends Journey {

    private static final Path LIST = Path.of("src", "test", "resources", "recorded-names.txt");

    @Autowired
    private List<StreamType<?, ?, ?>> streams;

    @Autowired
    private List<Policy<?>> policies;

    @Test
    void areThoseOfTheList() throws IOException {
        List<String> names = new ArrayList<>();
        streams.stream().map(type -> "stream " + type.name()).sorted().forEach(names::add);
        policies.stream().map(policy -> "policy " + policy.name()).sorted().forEach(names::add);

        // Journeys run without achievements.
        assertThat(Files.readAllLines(LIST))
                .contains("policy when-user-acted-then-count-progress")
                .filteredOn(name -> !name.equals("policy when-user-acted-then-count-progress"))
                .isEqualTo(names);
    }
}
