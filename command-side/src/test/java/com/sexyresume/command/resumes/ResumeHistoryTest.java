package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.EVE;
import static com.sexyresume.command.resumes.Story.RESUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeRenamed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ResumeHistoryTest {

    /** One stream, of Ada's. */
    private static final class AdasStream implements Streams {

        private final List<ResumesEvent> events = List.of(
                Story.created("{}"), new ResumeRenamed(RESUME, ADA, "One"), new ResumeRenamed(RESUME, ADA, "Two"));
        private int read;

        @Override
        public Optional<UserId> begunBy(StreamId stream) {
            return stream.equals(ResumeCommand.streamOf(RESUME)) ? Optional.of(ADA) : Optional.empty();
        }

        @Override
        public <S> S read(StreamType<S, ?, ?> type, StreamId stream, long version, Predicate<S> enough) {
            S state = type.initial();
            for (ResumesEvent event : events.subList(0, (int) Math.min(events.size() - 1, version) + 1)) {
                state = type.evolve(state, event);
                read++;
            }
            return state;
        }
    }

    private final AdasStream stream = new AdasStream();
    private final ResumeHistory history = new ResumeHistory(stream);

    @Test
    void nothingIsReadForAStrangerWhoeverAsksForWhatever() {
        assertThat(history.last(EVE, RESUME)).isEqualTo(Resume.NONE);
        assertThat(history.at(EVE, RESUME, 0)).isNull();
        assertThat(history.last(ADA, new ResumeId(UUID.randomUUID()))).isEqualTo(Resume.NONE);
        ResumeVersionReader reader = new ResumeVersionReader(history);
        assertThatExceptionOfType(CommandRejected.class).isThrownBy(() -> reader.read(EVE, RESUME, null));
        assertThatExceptionOfType(CommandRejected.class).isThrownBy(() -> reader.read(EVE, RESUME, 1L));
        assertThat(stream.read).isZero();
    }

    @Test
    void aVersionIsFoldedForItsOwnerFromTheEventsUpToIt() {
        assertThat(history.last(ADA, RESUME).title()).isEqualTo("Two");
        assertThat(history.at(ADA, RESUME, 1))
                .isNotNull()
                .extracting(Resume::title)
                .isEqualTo("One");
        assertThat(history.at(ADA, RESUME, 3)).isNull();
        assertThat(history.at(ADA, RESUME, -1)).isNull();
    }
}
