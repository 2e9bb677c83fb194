package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.EVE;
import static com.sexyresume.command.resumes.Story.RESUME;
import static com.sexyresume.command.resumes.Story.created;
import static com.sexyresume.command.resumes.Story.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.CommandRejected;
import com.sexyresume.command.IfMatch;
import com.sexyresume.command.resumes.ResumeCommand.CreateResume;
import com.sexyresume.command.resumes.ResumeCommand.PatchResume;
import com.sexyresume.command.resumes.ResumeCommand.RenameResume;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.ResumeRenamed;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionLabelled;
import java.util.Map;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResumeStreamTest {

    private final FixtureConfiguration<ResumeStream> stream = fixture();

    @Test
    void beginsWithItsFirstCommand() {
        stream.givenNoPriorActivity()
                .when(new CreateResume(RESUME, ADA, "My Resume", "modern", json("{}")))
                .expectEvents(created("{}"));
    }

    @Test
    void handsEveryCommandToTheRule() {
        ResumeTest.edits(ADA)
                .forEach(command -> fixture()
                        .given(created("{'personalInfo':{'fullName':'Ada'}}"))
                        .when(command)
                        .expectSuccessfulHandlerExecution());
        ResumeTest.upkeep(ADA)
                .forEach(command -> fixture().given(created("{}")).when(command).expectSuccessfulHandlerExecution());
        ResumeTest.edits(EVE)
                .forEach(command -> fixture()
                        .given(created("{}"))
                        .when(command)
                        .expectException(CommandRejected.class)
                        .expectNoEvents());
    }

    @Test
    void judgesTheExpectedVersion() {
        stream.given(created("{}"), new ResumeRenamed(RESUME, ADA, "CV"))
                .when(new RenameResume(RESUME, ADA, "Engineer"), Map.of(AggregateShell.IF_MATCH, IfMatch.version(0)))
                .expectException(CommandRejected.class)
                .expectExceptionMessage("stale-version");
        fixture()
                .given(created("{}"), new ResumeRenamed(RESUME, ADA, "CV"))
                .when(new RenameResume(RESUME, ADA, "Engineer"), Map.of(AggregateShell.IF_MATCH, IfMatch.version(1)))
                .expectEvents(new ResumeRenamed(RESUME, ADA, "Engineer"));
    }

    @Test
    void canBeWrittenAsASnapshotAndReadBack() {
        Resume resume = Story.resume(
                created("{'personalInfo':{'fullName':'Ada'},'extensions':{'n':1.5}}"),
                new ResumeVersionLabelled(RESUME, ADA, 0, true, "sent"));
        JsonMapper snapshots = JsonMapper.builder()
                .changeDefaultVisibility(visibility -> visibility
                        .withFieldVisibility(Visibility.ANY)
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE))
                .build();
        Resume read = snapshots.readValue(snapshots.writeValueAsString(resume), Resume.class);
        assertThat(read).isEqualTo(resume);
    }

    @Test
    void opensAfterTenThousandEditsWithinSeconds() {
        Resume state = Story.resume(created("{'personalInfo':{'fullName':'Ada'},'experience':[{'id':'a'}]}"));
        long begin = System.nanoTime();
        for (int edit = 0; edit < 10_000; edit++) {
            state = state.evolve(new ResumePatched(
                    RESUME,
                    ADA,
                    "[{\"op\":\"add\",\"path\":\"/experience/0/position\",\"value\":\"Programmer " + edit + "\"}]"));
        }
        long took = System.nanoTime() - begin;
        assertThat(state.version()).isEqualTo(10_000);
        assertThat(state.data()
                        .json()
                        .getJsonArray("experience")
                        .getJsonObject(0)
                        .getString("position"))
                .isEqualTo("Programmer 9999");
        // A generous bound: it takes a small part of it.
        assertThat(took).isLessThan(5_000_000_000L);
    }

    @Test
    void foldsWhatItsEventsSay() {
        stream.given(created("{}"))
                .when(new PatchResume(RESUME, ADA, json("[{'op':'add','path':'/skills','value':[]}]")))
                .expectEvents(new ResumePatched(RESUME, ADA, "[{\"op\":\"add\",\"path\":\"/skills\",\"value\":[]}]"));
    }

    private static FixtureConfiguration<ResumeStream> fixture() {
        CommandTargetResolver target = message -> new VersionedAggregateIdentifier(
                (Object) ((ResumeCommand) message.getPayload()).stream().toString(), null);
        return new AggregateTestFixture<>(ResumeStream.class).registerCommandTargetResolver(target);
    }
}
