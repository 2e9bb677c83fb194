package com.sexyresume.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.sexyresume.events.EventCatalog;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/**
 * The rules of the house, for the packages below a root: once for the product, which must keep them, and once for
 * planted violations, which they must find.
 */
record ArchitectureRules(String root) {

    private static final List<String> COMMAND_SIDE = List.of("command", "deciding", "language", "quotas", "sending");
    private static final List<String> QUERY_SIDE = List.of("following", "projections", "query", "reading");

    private static final Set<String> CLOCKS_AND_CHANCE = Set.of(
            "java.time.Clock",
            "java.util.Random",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.random.RandomGenerator");

    ArchRule commandContextsDoNotKnowEachOther() {
        return slices().matching(root + ".command.(*)..").should().notDependOnEachOther();
    }

    ArchRule queryContextsDoNotKnowEachOther() {
        return slices().matching(root + ".query.(*)..").should().notDependOnEachOther();
    }

    ArchRule theSidesDoNotKnowEachOther() {
        return noClasses()
                .that(resideInAnyPackage(packages(COMMAND_SIDE)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages(QUERY_SIDE)))
                .orShould()
                .dependOnClassesThat(resideInAPackage(root + ".app.."));
    }

    ArchRule theEventStoreKnowsNoContext() {
        return noClasses()
                .that(resideInAPackage(root + ".eventstore.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + ".events.*.."))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(packages(COMMAND_SIDE)))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(packages(QUERY_SIDE)));
    }

    /** All of it can be read package by package; only the catalogue of events names what lies above it. */
    ArchRule noCycleCrossesAPackage() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(type(EventCatalog.class), DescribedPredicate.alwaysTrue());
    }

    private String[] packages(List<String> names) {
        return names.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
    }

    /** But for the emails by which a claim key is recognised that nobody registered. */
    ArchRule theAppKnowsNoContext() {
        return noClasses()
                .that(resideInAPackage(root + ".app.."))
                .and()
                .doNotHaveSimpleName("KeyOfClaims")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(root + ".events.*..", root + ".command.*..", root + ".query.*.."));
    }

    ArchRule eventsNeedOnlyTheJdk() {
        return classes()
                .that(resideInAPackage(root + ".events.."))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(root + ".events..", "com.sexyresume.events..", "java..", "org.jspecify.."));
    }

    ArchRule rulesKnowNoFramework() {
        return noClasses()
                .that(decide())
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.axonframework..", "org.springframework.."));
    }

    ArchRule rulesHaveNoClockAndNoChance() {
        return noClasses()
                .that(decide().or(resideInAPackage(root + ".events..")))
                .should()
                .accessTargetWhere(describe(
                        "reads a clock or chance", (JavaAccess<?> access) -> isClockOrChance(access.getTarget())));
    }

    private static boolean isClockOrChance(AccessTarget target) {
        String owner = target.getOwner().getName();
        return CLOCKS_AND_CHANCE.contains(owner)
                || (owner.startsWith("java.time.") && target.getName().equals("now"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(target.getName()))
                || (owner.equals("java.lang.Math") && target.getName().equals("random"))
                || (owner.equals("java.util.UUID") && target.getName().equals("randomUUID"))
                || owner.startsWith("com.github.f4b6a3.uuid");
    }

    /** States that decide, the commands they are given, and the reasons they refuse for. */
    private DescribedPredicate<JavaClass> decide() {
        return describe(
                "decide",
                type -> (type.getPackageName().startsWith(root + ".command")
                                || type.getPackageName().startsWith(root + ".deciding"))
                        && (type.getAllMethods().stream()
                                        .anyMatch(method -> method.getName().equals("evolve"))
                                || implementsOneOf(type, "Command", "Rejection")));
    }

    private static boolean implementsOneOf(JavaClass type, String... names) {
        return !type.isInterface()
                && type.getAllRawInterfaces().stream()
                        .anyMatch(implemented -> Set.of(names).contains(implemented.getSimpleName()));
    }
}
