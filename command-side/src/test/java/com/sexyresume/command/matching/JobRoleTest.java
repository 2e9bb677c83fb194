package com.sexyresume.command.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.matching.MatchingCommand.CatalogueCommand;
import com.sexyresume.command.matching.MatchingCommand.ChooseEmbeddingModel;
import com.sexyresume.command.matching.MatchingCommand.DefineJobRole;
import com.sexyresume.command.matching.MatchingCommand.EmbedJobRole;
import com.sexyresume.command.matching.MatchingCommand.FinishInstallation;
import com.sexyresume.command.matching.MatchingCommand.JobRoleCommand;
import com.sexyresume.command.matching.MatchingCommand.MapTemplate;
import com.sexyresume.command.matching.MatchingCommand.RecomputePopularity;
import com.sexyresume.command.matching.MatchingCommand.RetireJobRole;
import com.sexyresume.command.matching.MatchingCommand.ReviseJobRole;
import com.sexyresume.command.matching.MatchingCommand.ShipJobRole;
import com.sexyresume.command.matching.MatchingCommand.UnmapTemplate;
import com.sexyresume.command.matching.MatchingRefusal.JobRoleIsRetired;
import com.sexyresume.command.matching.MatchingRefusal.SalaryRangeInvalid;
import com.sexyresume.command.matching.words.Words;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.Claim;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchingEvent.CatalogueEvent;
import com.sexyresume.events.matching.MatchingEvent.EmbeddingModelChosen;
import com.sexyresume.events.matching.MatchingEvent.JobRoleDefined;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEmbedded;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEvent;
import com.sexyresume.events.matching.MatchingEvent.JobRolePopularityRecomputed;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRetired;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRevised;
import com.sexyresume.events.matching.MatchingEvent.StartingCatalogueInstalled;
import com.sexyresume.events.matching.MatchingEvent.TemplateMapped;
import com.sexyresume.events.matching.MatchingEvent.TemplateUnmapped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T05, T27, B09, F14, D39, D40, D58. */
class JobRoleTest {

    private static final JobRoleId ID = new JobRoleId(new UUID(0, 1));
    private static final JobRoleContent WEAVER = role("Master Weaver", Seniority.SENIOR, null, null, null);
    private static final JobRoleContent PAID = role("Master Weaver", Seniority.SENIOR, 40_000, 60_000, "EUR");
    private static final JobRoleContent DYER = role("Dyer", Seniority.MID, null, null, null);
    private static final Claim CLAIM = Claim.take("job-role", "master weaver|SENIOR|textiles");
    private static final JobRoleDefined DEFINED = defined(WEAVER);
    private static final JobRoleRetired RETIRED = new JobRoleRetired(ID);
    private static final List<Float> VECTOR = List.of(1f, -0.5f);
    private static final EmbedJobRole EMBED = new EmbedJobRole(ID, "loom", RoleText.hash(WEAVER), VECTOR);
    private static final JobRoleEmbedded EMBEDDED =
            new JobRoleEmbedded(ID, "loom", 2, RoleText.hash(WEAVER), "AACAPwAAAL8=");

    @Test
    void itsPopularityIsRecordedWhenItHasChanged() {
        JobRolePopularityRecomputed popular = new JobRolePopularityRecomputed(ID, 40);
        RecomputePopularity recompute = new RecomputePopularity(ID, 40);
        given(DEFINED).when(new RecomputePopularity(ID, 0)).thenNothing();
        given(DEFINED).when(recompute).then(popular);
        given(DEFINED, popular).when(recompute).thenNothing();
        given(DEFINED, popular).when(new RecomputePopularity(ID, 0)).then(new JobRolePopularityRecomputed(ID, 0));
        given(DEFINED, popular, EMBEDDED, revised(DYER)).when(recompute).thenNothing();
        given(DEFINED, RETIRED).when(recompute).thenNothing();
        given().when(recompute).thenRefused(new NoSuchThing("job role"));
    }

    @Test
    void aRoleTakesItsTitle() {
        given().when(new DefineJobRole(ID, WEAVER)).then(DEFINED).claiming(CLAIM);
        given(DEFINED).when(new DefineJobRole(ID, WEAVER)).thenNothing();
    }

    @Test
    void titlesThatDifferInCapitalsAccentsAndPunctuationAreOne() {
        assertThat(JobRole.key(role("  mâster-WEAVER! ", Seniority.SENIOR, null, null, null)))
                .isEqualTo(JobRole.key(WEAVER));
        assertThat(JobRole.key(role("C++ Developer", Seniority.MID, null, null, null)))
                .isNotEqualTo(JobRole.key(role("C Developer", Seniority.MID, null, null, null)));
    }

    @Test
    void anotherTitleIsTakenForTheOldOne() {
        given(DEFINED)
                .when(new ReviseJobRole(ID, DYER))
                .then(revised(DYER))
                .claiming(
                        Claim.release("job-role", "master weaver|SENIOR|textiles"),
                        Claim.take("job-role", "dyer|MID|textiles"));
        given(DEFINED).when(new ReviseJobRole(ID, PAID)).then(revised(PAID)).claiming();
        given(DEFINED).when(new ReviseJobRole(ID, WEAVER)).thenNothing();
        given().when(new ReviseJobRole(ID, WEAVER)).thenRefused(new NoSuchThing("job role"));
    }

    @Test
    void aRetiredRoleGivesItsTitleBackAndStaysRetired() {
        given(DEFINED)
                .when(new RetireJobRole(ID))
                .then(RETIRED)
                .claiming(Claim.release("job-role", "master weaver|SENIOR|textiles"));
        given(DEFINED, RETIRED).when(new RetireJobRole(ID)).thenNothing();
        given(DEFINED, RETIRED).when(new ReviseJobRole(ID, DYER)).thenRefused(new JobRoleIsRetired());
        given(DEFINED, RETIRED).when(new MapTemplate(ID, "modern", 10, null)).thenRefused(new JobRoleIsRetired());
        given(DEFINED, RETIRED).when(EMBED).thenNothing();
        given(DEFINED, RETIRED).when(new ShipJobRole(ID, DYER, "modern")).thenNothing();
    }

    @Test
    void aSalaryIsARangeOfMoney() {
        for (JobRoleContent wrong : List.of(
                role("A", Seniority.MID, 2, 1, "EUR"),
                role("A", Seniority.MID, 1, null, null),
                role("A", Seniority.MID, null, null, "EUR"))) {
            given().when(new DefineJobRole(ID, wrong)).thenRefused(new SalaryRangeInvalid());
            given(DEFINED).when(new ReviseJobRole(ID, wrong)).thenRefused(new SalaryRangeInvalid());
        }
        assertThat(SalaryRangeInvalid.isSalaryValid(role("A", Seniority.MID, 1, null, "EUR")))
                .isTrue();
    }

    @Test
    void itHasAVectorOfItsPresentTextByOneModel() {
        given(DEFINED).when(EMBED).then(EMBEDDED);
        given(DEFINED, EMBEDDED).when(EMBED).thenNothing();
        given(DEFINED, revised(DYER)).when(EMBED).thenNothing();
        given(DEFINED, EMBEDDED)
                .when(new EmbedJobRole(ID, "mill", RoleText.hash(WEAVER), VECTOR))
                .then(new JobRoleEmbedded(ID, "mill", 2, RoleText.hash(WEAVER), "AACAPwAAAL8="));
    }

    @Test
    void onlyANewTextWaitsForAModel() {
        assertThat(state(DEFINED).isAwaiting("loom")).isTrue();
        assertThat(state(DEFINED, EMBEDDED).isAwaiting("loom")).isFalse();
        assertThat(state(DEFINED, EMBEDDED).isAwaiting("mill")).isTrue();
        assertThat(state(DEFINED, EMBEDDED, revised(PAID)).isAwaiting("loom")).isFalse();
        assertThat(state(DEFINED, EMBEDDED, revised(DYER)).isAwaiting("loom")).isTrue();
        assertThat(state(DEFINED, RETIRED).isAwaiting("loom")).isFalse();
        assertThat(JobRole.NONE.isAwaiting("loom")).isFalse();
    }

    @Test
    void templatesAreMappedWithAWeight() {
        TemplateMapped mapped = new TemplateMapped(ID, "modern", 70, "Why not");
        given(DEFINED).when(new MapTemplate(ID, "modern", 70, "Why not")).then(mapped);
        given(DEFINED, mapped)
                .when(new MapTemplate(ID, "modern", 70, "Why not"))
                .thenNothing();
        given(DEFINED, mapped)
                .when(new MapTemplate(ID, "modern", 80, null))
                .then(new TemplateMapped(ID, "modern", 80, null));
        given(DEFINED, mapped).when(new UnmapTemplate(ID, "modern")).then(new TemplateUnmapped(ID, "modern"));
        given(DEFINED, mapped, new TemplateUnmapped(ID, "modern"))
                .when(new UnmapTemplate(ID, "modern"))
                .thenRefused(new NoSuchThing("template of this job role"));
    }

    @Test
    void aShippedRoleComesWithItsTemplateAndIsRevisedByALaterVersion() {
        given().when(new ShipJobRole(ID, WEAVER, "classic"))
                .then(DEFINED, new TemplateMapped(ID, "classic", 50, "Comes with the catalogue."))
                .claiming(CLAIM);
        given(DEFINED).when(new ShipJobRole(ID, WEAVER, "classic")).thenNothing();
        given(DEFINED).when(new ShipJobRole(ID, PAID, "classic")).then(revised(PAID));
    }

    @Test
    void aModelIsChosenAndACatalogueInstalledOnce() {
        EmbeddingModelChosen loom = new EmbeddingModelChosen("loom");
        StartingCatalogueInstalled installed = new StartingCatalogueInstalled("00", 7);
        catalogue().when(new ChooseEmbeddingModel("loom")).then(loom);
        catalogue(loom).when(new ChooseEmbeddingModel("loom")).thenNothing();
        catalogue(loom).when(new ChooseEmbeddingModel("mill")).then(new EmbeddingModelChosen("mill"));
        catalogue(loom).when(new FinishInstallation("00", 7)).then(installed);
        catalogue(loom, installed).when(new FinishInstallation("00", 7)).thenNothing();
    }

    static JobRoleContent role(
            String title,
            Seniority seniority,
            @Nullable Integer salaryMin,
            @Nullable Integer salaryMax,
            @Nullable String currency) {
        return new JobRoleContent(
                title,
                "textiles",
                seniority,
                List.of("Weaving", "Dyeing"),
                List.of("Bookkeeping"),
                5,
                salaryMin,
                salaryMax,
                currency,
                null,
                false,
                "Weaves.",
                List.of());
    }

    private static JobRoleDefined defined(JobRoleContent content) {
        return new JobRoleDefined(ID, content, Words.normalized(content.title()), RoleText.hash(content));
    }

    private static JobRoleRevised revised(JobRoleContent content) {
        return new JobRoleRevised(ID, content, Words.normalized(content.title()), RoleText.hash(content));
    }

    private static JobRole state(JobRoleEvent... events) {
        JobRole state = JobRole.NONE;
        for (JobRoleEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static When given(JobRoleEvent... history) {
        return new When(Given.given(JobRole.NONE, JobRole::evolve, history));
    }

    private record When(Given<JobRole, JobRoleEvent> given) {

        Then<JobRoleEvent> when(JobRoleCommand command) {
            return given.<JobRoleCommand>when(JobRole::decide, command);
        }
    }

    private static WhenAll catalogue(CatalogueEvent... history) {
        return new WhenAll(Given.given(RoleCatalogue.NONE, RoleCatalogue::evolve, history));
    }

    private record WhenAll(Given<RoleCatalogue, CatalogueEvent> given) {

        Then<CatalogueEvent> when(CatalogueCommand command) {
            return given.<CatalogueCommand>when(RoleCatalogue::decide, command);
        }
    }
}
