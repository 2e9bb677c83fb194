package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.RESUME;
import static com.sexyresume.command.resumes.Story.created;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionLabelled;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResumeSnapshotTest {

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
}
