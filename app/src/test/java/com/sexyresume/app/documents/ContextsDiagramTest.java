package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.deciding.Command;
import com.sexyresume.events.DomainEvent;
import com.sexyresume.projections.Projector;
import com.sexyresume.sending.Policy;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The picture of the contexts in {@code docs/architecture.md} is what policies and projectors follow. It is drawn anew
 * by {@code mvn verify -Dreadme=write}.
 */
class ContextsDiagramTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "architecture.md");
    private static final String BEGIN =
            "<!-- contexts: what policies and projectors follow; mvn verify -Dreadme=write -->\n";
    private static final String END = "<!-- end of contexts -->\n";
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.sexyresume.events", "com.sexyresume.command", "com.sexyresume.query");

    /** Labels by their arrows, such as {@code payments -->|"…"| credits}. */
    private final Map<String, SortedSet<String>> arrows = new TreeMap<>();

    @Test
    void theDocumentShowsWhatEachContextHearsOfOthers() throws IOException {
        policies();
        projectors();
        String diagram = diagram();
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if ("write".equals(System.getProperty("readme"))) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + diagram + document.substring(end));
        } else {
            assertThat(document.substring(begin, end)).isEqualTo(diagram);
        }
    }

    private void policies() {
        for (JavaClass policy : PRODUCT) {
            if (policy.isAssignableTo(Policy.class) && !policy.isInterface()) {
                String sent = policy.getConstructorCallsFromSelf().stream()
                        .map(JavaConstructorCall::getTargetOwner)
                        .filter(made -> made.isAssignableTo(Command.class))
                        .map(JavaClass::getSimpleName)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
                // A policy without a command acts on what is not in the history: its name says how.
                String then = sent.isEmpty() ? policy.getSimpleName().replaceAll("^When.*Then", "") : sent;
                followed(policy, "-->", " → " + then);
            }
        }
    }

    private void projectors() {
        for (JavaClass projector : PRODUCT) {
            if (projector.isAssignableTo(Projector.class) && !projector.isInterface()) {
                followed(projector, "-.->", "");
            }
        }
    }

    private void followed(JavaClass follower, String arrow, String effect) {
        Map<String, SortedSet<String>> events = new TreeMap<>();
        Set<JavaClass> followed = follows(follower);
        assertThat(followed).as("%s names what it follows", follower.getName()).isNotEmpty();
        followed.stream()
                .filter(event -> !context(event).equals(context(follower)))
                .forEach(event -> events.computeIfAbsent(context(event), _ -> new TreeSet<>())
                        .add(event.getSimpleName()));
        events.forEach((from, names) -> arrows.computeIfAbsent(
                        "%s %s|\"…\"| %s".formatted(from, arrow, context(follower)), _ -> new TreeSet<>())
                .add(String.join(", ", names) + effect));
    }

    /** What {@code follows()} names, or the type argument. */
    private static Set<JavaClass> follows(JavaClass follower) {
        Optional<JavaMethod> follows = follower.tryGetMethod("follows");
        Stream<JavaClass> named = follows.isPresent()
                ? follows.get().getReferencedClassObjects().stream().map(ReferencedClassObject::getRawType)
                : follower.getInterfaces().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream());
        return named.filter(type -> type.isAssignableTo(DomainEvent.class)).collect(Collectors.toSet());
    }

    private static String context(JavaClass of) {
        String name = of.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private String diagram() {
        StringBuilder diagram = new StringBuilder("```mermaid\nflowchart LR\n");
        arrows.forEach((arrow, labels) -> diagram.append("    ")
                .append(arrow.replace("…", String.join("<br/>", labels)))
                .append('\n'));
        return diagram.append("```\n").toString();
    }
}
