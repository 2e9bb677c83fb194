package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.UUID;

/** Given what happened to a résumé, when a command comes, then this happens. */
final class Story {

    static final ResumeId RESUME = new ResumeId(UUID.fromString("0a000000-0000-4000-8000-000000000001"));
    static final UserId ADA = new UserId(UUID.fromString("0b000000-0000-4000-8000-000000000001"));
    static final UserId EVE = new UserId(UUID.fromString("0b000000-0000-4000-8000-000000000002"));

    private final Resume state;
    private final com.sexyresume.deciding.Given.Then<ResumesEvent> outcome;

    private Story(Resume state, ResumeCommand command) {
        this.state = state;
        this.outcome = com.sexyresume.deciding.Given.<Resume, ResumesEvent>given(state, Resume::evolve)
                .when(Resume::decide, command);
    }

    static Given given(ResumesEvent... events) {
        return new Given(resume(events));
    }

    /** A résumé of Ada's with these data. */
    static Given givenData(String data) {
        return given(created(data));
    }

    static Resume resume(ResumesEvent... events) {
        Resume state = Resume.NONE;
        for (ResumesEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    static ResumeCreated created(String data) {
        return new ResumeCreated(RESUME, ADA, "My Resume", "modern", json(data).toString());
    }

    /** With single quotes for double ones, for the reader's sake. */
    static JsonValue json(String text) {
        try (var reader = JsonValues.JSON.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readValue();
        }
    }

    record Given(Resume state) {

        Story when(ResumeCommand command) {
            return new Story(state, command);
        }
    }

    void then(ResumesEvent... events) {
        outcome.then(events);
    }

    void thenNothing() {
        outcome.thenNothing();
    }

    void thenRefused(Rejection why) {
        outcome.thenRefused(why);
    }

    /** The résumé after what was decided. */
    Resume thenState() {
        assertThat(outcome.decision()).isInstanceOf(Decision.Accepted.class);
        Resume after = state;
        if (outcome.decision() instanceof Decision.Accepted<ResumesEvent>(var events, var _)) {
            for (ResumesEvent event : events) {
                after = after.evolve(event);
            }
        }
        return after;
    }

    void thenData(String data) {
        assertThat(thenState().data().json()).isEqualTo(json(data));
    }
}
