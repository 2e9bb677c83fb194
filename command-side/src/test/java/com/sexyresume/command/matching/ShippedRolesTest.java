package com.sexyresume.command.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.matching.MatchingCommand.ShipJobRole;
import com.sexyresume.command.matching.ShippedRoles.Shipped;
import com.sexyresume.deciding.Decision;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.rendering.TemplateName;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T05, T27: what the application comes with. */
class ShippedRolesTest {

    private static final List<Shipped> ROLES = ShippedRoles.read().roles();

    @Test
    void thereAreRolesOfEveryLevelAndOfManyIndustries() {
        assertThat(ROLES).hasSizeGreaterThanOrEqualTo(200);
        assertThat(ROLES.stream().map(role -> role.content().industry()).distinct())
                .hasSizeGreaterThanOrEqualTo(12)
                .allMatch(industry -> industry.matches(JobRolesController.INDUSTRY));
        assertThat(ROLES.stream().map(role -> role.content().seniority())).contains(Seniority.values());
    }

    @Test
    void eachIsAnotherOneAndCanBeDefined() {
        assertThat(ROLES).extracting(role -> JobRole.key(role.content())).doesNotHaveDuplicates();
        assertThat(ROLES).allSatisfy(role -> {
            assertThat(JobRole.NONE.decide(
                            new ShipJobRole(new JobRoleId(new UUID(0, 1)), role.content(), role.template())))
                    .isInstanceOf(Decision.Accepted.class);
            assertThat(TemplateName.of(role.template())).isPresent();
        });
    }

    @Test
    void eachSaysWhatItIs() {
        assertThat(ROLES).extracting(Shipped::content).allSatisfy(content -> {
            assertThat(content.requiredSkills()).hasSizeBetween(3, 6).doesNotHaveDuplicates();
            assertThat(content.preferredSkills()).hasSizeBetween(2, 4).doesNotHaveDuplicates();
            assertThat(content.description()).isNotNull().endsWith(".");
        });
        assertThat(ROLES).extracting(Shipped::content).allSatisfy(ShippedRolesTest::namesNoSkillTwice);
    }

    private static void namesNoSkillTwice(JobRoleContent content) {
        assertThat(content.requiredSkills()).doesNotContainAnyElementsOf(content.preferredSkills());
    }
}
