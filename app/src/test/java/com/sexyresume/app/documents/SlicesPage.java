package com.sexyresume.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.deciding.Command;
import com.sexyresume.projections.Projector;
import com.sexyresume.reading.ReadsFrom;
import com.sexyresume.sending.Policy;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Finds, context by context, what sends a command, which events the rules' tests saw follow, which tables the context's
 * projectors write of them, and which operations answer from these: by what compiled methods make, and by the tables
 * that their SQL names.
 */
final class SlicesPage {

    private static final String HEAD = """
            # Slices

            What the application does, context by context, each thing from its request to its answer:

            > operation or policy → command → events → tables → operations that read them | rule | test

            The rule decides, and the test specifies it. The tables are those of the context's own projectors. Below the slices stand
            all operations of the context that send no command, with the tables of their SQL.

            `mvn verify -Dreadme=write` writes this page. Which events follow a command is what the tests of the rules saw; the rest is
            found in the classes of a context. What goes through classes outside a context is not found, and left out.
            """;
    private static final Pattern CONTEXT = Pattern.compile("com\\.sexyresume\\.(?:command|query)\\.\\w+\\.[^.]+");
    private static final Pattern MADE =
            Pattern.compile("CREATE (?:OR REPLACE )?(?:UNLOGGED )?(?:TABLE|VIEW|MATERIALIZED VIEW) ([a-z_.]+)");
    private static final Pattern NAMED = Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE)\\s+([a-z_.]+)");
    private static final List<String> SOURCES = List.of(
            "events/src/main/java", "command-side/src/main/java", "command-side/src/test/java", "app/src/main/java");
    private static final int LONGEST_LIST = 4;
    private static final SpringObjenesis WITHOUT_CONSTRUCTOR = new SpringObjenesis();

    private final ClassFiles code;
    private final NavigableSet<String> relations = new TreeSet<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Follower> policies = new ArrayList<>();
    private final List<Projector<?>> projectors = new ArrayList<>();
    private final List<Slice> slices;
    private final SortedMap<String, String> links = new TreeMap<>();

    /** An operation of the API, with the commands that its method makes and the tables that it reads. */
    private record Operation(String name, String context, SortedSet<String> commands, SortedSet<String> tables) {}

    /** A policy, with the commands that it makes. */
    private record Follower(Class<?> policy, SortedSet<String> commands) {}

    /** What the tests saw a rule do with a command. */
    private record Slice(Class<?> command, String rule, String test, List<Class<?>> events) {}

    SlicesPage(List<String> seen) throws IOException {
        code = ClassFiles.in(
                Documents.ROOT.resolve("command-side/target/classes"),
                Documents.ROOT.resolve("query-side/target/classes"),
                Documents.ROOT.resolve("app/target/classes"));
        for (Path migration : Documents.ending(".sql")) {
            MADE.matcher(Files.readString(migration)).results().forEach(made -> relations.add(made.group(1)));
        }
        List<Class<?>> classes =
                code.names().stream().<Class<?>>map(SlicesPage::type).toList();
        classes.stream().filter(type -> implemented(type, Projector.class)).forEach(this::projector);
        classes.stream().filter(type -> implemented(type, Policy.class)).forEach(this::policy);
        classes.stream()
                .filter(type -> type.isAnnotationPresent(RestController.class))
                .filter(type -> CONTEXT.matcher(type.getName()).matches())
                .forEach(this::controller);
        operations.sort(Comparator.comparing(operation -> operation.name().replaceFirst("^\\S+ ", "")));
        slices = slices(seen);
    }

    private static boolean implemented(Class<?> type, Class<?> by) {
        return by.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
    }

    /** What a projector says of itself is fixed: nothing is needed that its constructor would be given. */
    private void projector(Class<?> type) {
        projectors.add((Projector<?>) WITHOUT_CONSTRUCTOR.newInstance(type));
    }

    private void policy(Class<?> type) {
        policies.add(new Follower(type, commands(code.reachedBy(type))));
    }

    private void controller(Class<?> controller) {
        RequestMapping all = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        String prefix = all == null || all.path().length == 0 ? "" : all.path()[0];
        for (Method method : controller.getDeclaredMethods()) {
            RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null) {
                ClassFiles.Reached reached = code.reachedBy(method);
                for (RequestMethod verb : mapping.method()) {
                    operations.add(new Operation(
                            verb + " " + prefix + (mapping.path().length == 0 ? "" : mapping.path()[0]),
                            context(controller),
                            commands(reached),
                            tables(method, reached)));
                }
            }
        }
    }

    private static SortedSet<String> commands(ClassFiles.Reached reached) {
        return reached.made().stream()
                .filter(made -> made.startsWith("com.sexyresume.command."))
                .filter(made -> Command.class.isAssignableFrom(type(made)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tables that its SQL names; where it names none, those of the projections that it waits for. */
    private SortedSet<String> tables(Method method, ClassFiles.Reached reached) {
        SortedSet<String> read = reached.texts().stream()
                .flatMap(text -> NAMED.matcher(text).results())
                .map(found -> found.group(1))
                .filter(relations::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        ReadsFrom from = method.isAnnotationPresent(ReadsFrom.class)
                ? method.getAnnotation(ReadsFrom.class)
                : method.getDeclaringClass().getAnnotation(ReadsFrom.class);
        if (read.isEmpty() && from != null) {
            projectors.stream()
                    .filter(projector -> List.of(from.value()).contains(projector.name()))
                    .forEach(projector -> read.addAll(projector.tables()));
        }
        return read;
    }

    private static List<Slice> slices(List<String> seen) {
        List<Slice> slices = new ArrayList<>();
        for (String line : seen) {
            String[] name = line.split("\t", -1);
            Slice slice = new Slice(type(name[0]), name[2], name[3], new ArrayList<>());
            Slice same = slices.stream()
                    .filter(known -> known.command().equals(slice.command())
                            && known.rule().equals(slice.rule())
                            && known.test().equals(slice.test()))
                    .findFirst()
                    .orElse(slice);
            if (same.events().isEmpty()) {
                slices.add(same);
            }
            same.events().add(type(name[1]));
        }
        return slices;
    }

    String text() {
        SortedSet<String> contexts = new TreeSet<>();
        slices.forEach(slice -> contexts.add(context(slice.command())));
        operations.forEach(operation -> contexts.add(operation.context()));
        StringBuilder page = new StringBuilder(HEAD);
        for (String context : contexts) {
            page.append("\n## ").append(context).append('\n');
            writes(context, page);
            reads(context, page);
        }
        page.append('\n');
        links.forEach((name, source) -> page.append("[%s]: ../%s%n".formatted(name, source)));
        return page.toString();
    }

    private void writes(String context, StringBuilder page) {
        List<Slice> own = slices.stream()
                .filter(slice -> context(slice.command()).equals(context))
                .toList();
        if (!own.isEmpty()) {
            page.append("\n| slice | rule | test |\n|---|---|---|\n");
        }
        for (Slice slice : own) {
            NavigableSet<String> written = written(slice);
            List<String> steps = new ArrayList<>();
            steps.add(senders(slice.command()));
            steps.add(link(slice.command().getName()));
            steps.add(
                    slice.events().stream().map(event -> link(event.getName())).collect(Collectors.joining(", ")));
            steps.add(quoted(written));
            steps.add(someOf(operations.stream()
                    .filter(operation -> operation.context().equals(context))
                    .filter(operation -> operation.name().startsWith("GET "))
                    .filter(operation -> operation.tables().stream().anyMatch(written::contains))
                    .map(Operation::name)
                    .toList()));
            steps.removeIf(String::isEmpty);
            page.append(
                    "| %s | %s | %s |%n".formatted(String.join(" → ", steps), link(slice.rule()), link(slice.test())));
        }
    }

    private void reads(String context, StringBuilder page) {
        List<Operation> own = operations.stream()
                .filter(operation -> operation.context().equals(context))
                .filter(operation -> operation.commands().isEmpty())
                .toList();
        if (!own.isEmpty()) {
            page.append("\n| operation | tables |\n|---|---|\n");
        }
        own.forEach(
                operation -> page.append("| `%s` | %s |%n".formatted(operation.name(), quoted(operation.tables()))));
    }

    /** The operations and policies that make the command; if there are none, whatever else makes it. */
    private String senders(Class<?> command) {
        String senders = Stream.concat(
                        operations.stream()
                                .filter(operation -> operation.commands().contains(command.getName()))
                                .map(operation -> "`" + operation.name() + "`"),
                        policies.stream()
                                .filter(follower -> follower.commands().contains(command.getName()))
                                .map(follower -> link(follower.policy().getName())))
                .collect(Collectors.joining(", "));
        return senders.isEmpty()
                ? code.makersOf(command.getName()).stream().map(this::link).collect(Collectors.joining(", "))
                : senders;
    }

    /** The tables of the context's projectors that follow one of the events. */
    private NavigableSet<String> written(Slice slice) {
        NavigableSet<String> written = new TreeSet<>();
        for (Projector<?> projector : projectors) {
            boolean follows = slice.events().stream()
                    .anyMatch(event ->
                            projector.follows().stream().anyMatch(followed -> followed.isAssignableFrom(event)));
            if (follows && context(projector.getClass()).equals(context(slice.command()))) {
                written.addAll(projector.tables());
            }
        }
        return written;
    }

    /** The first of a long list: all of them stand below the slices. */
    private static String someOf(List<String> names) {
        return names.size() <= LONGEST_LIST
                ? quoted(names)
                : quoted(names.subList(0, LONGEST_LIST - 1))
                        + " and %d more".formatted(names.size() - LONGEST_LIST + 1);
    }

    private static String quoted(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    /** A link by name; where it leads stands at the end of the page, once. */
    private String link(String className) {
        String file = className.replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        String name = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        String source = SOURCES.stream()
                .map(folder -> folder + "/" + file)
                .filter(path -> Files.exists(Documents.ROOT.resolve(path)))
                .collect(Collectors.joining());
        String other = links.put(name, source);
        assertThat(other).as("two classes are called %s", name).isIn(null, source);
        return "[" + name + "]";
    }

    private static String context(Class<?> of) {
        String name = of.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, SlicesPage.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }
}
