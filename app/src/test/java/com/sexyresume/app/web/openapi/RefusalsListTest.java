package com.sexyresume.app.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.documents.ClassFiles;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.events.Claim;
import com.sexyresume.quotas.QuotaReached;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;

/**
 * {@code refusals.properties} lists of each operation of the command side what its method refuses, and what the rules
 * refuse of the commands that it makes: as compiled methods make them. It is written anew by {@code mvn verify
 * -Dreadme=write}; an answer that it does not list fails the test that gets it.
 */
class RefusalsListTest {

    private static final Path LIST = Path.of("src/main/resources/refusals.properties");
    private static final String HEAD = """
            # What each operation of the command side may be refused for, beside what any may: mvn verify -Dreadme=write
            # writes it, and the OpenAPI document tells it.
            """;

    private static ClassFiles code;
    private static List<Class<?>> classes;

    @BeforeAll
    static void read() throws IOException {
        code = ClassFiles.in(Path.of("../command-side/target/classes"));
        classes = code.names().stream().<Class<?>>map(RefusalsListTest::type).toList();
    }

    @Test
    void theListIsWhatTheCodeRefuses() throws IOException {
        SortedMap<String, Set<String>> refusals = new TreeMap<>();
        classes.stream()
                .filter(type -> type.isAnnotationPresent(RestController.class))
                .forEach(controller -> operations(controller)
                        .forEach((name, methods) ->
                                methods.forEach(method -> refusals.computeIfAbsent(name, _ -> new TreeSet<>())
                                        .addAll(refusals(method)))));
        String list = refusals.entrySet().stream()
                .map(operation -> (operation.getKey() + " = " + String.join(", ", operation.getValue())).strip() + "\n")
                .collect(Collectors.joining("", HEAD, ""));
        if ("write".equals(System.getProperty("readme"))) {
            Files.writeString(LIST, list);
        } else {
            assertThat(Files.readString(LIST)).isEqualTo(list);
        }
    }

    /** Of a switch over commands only the command's own arm is looked at. */
    @Test
    void aRuleIsReadCommandByCommand() {
        assertThat(refusedTo("command.credits.CreditsCommand$SpendCredits"))
                .containsExactly(
                        "command.credits.CreditsRefusal$CreditAmountTooSmall",
                        "command.credits.CreditsRefusal$InsufficientCredits");
        assertThat(refusedTo("command.credits.CreditsCommand$AwardCredits"))
                .containsExactly(
                        "command.credits.CreditsRefusal$CreditAmountTooSmall",
                        "command.credits.CreditsRefusal$CreditBalanceTooLarge");
        // Through two methods, which switch over the command once more.
        assertThat(refusedTo("command.letters.LettersCommand$FinaliseLetter"))
                .containsExactly(
                        "command.letters.LettersRefusal$LetterBeingWritten",
                        "command.letters.LettersRefusal$LetterDeleted",
                        "command.letters.LettersRefusal$LetterEmpty",
                        "command.letters.LettersRefusal$LetterUngrounded");
        assertThat(refusedTo("command.letters.LettersCommand$UndeleteLetter")).isEmpty();
        // By a switch that comes after another one.
        assertThat(refusedTo("command.resumes.ResumeCommand$DeleteResume"))
                .contains("command.resumes.ResumesRefusal$ResumeIsLocked");
        assertThat(refusedTo("command.accounts.AccountsCommand$RegisterUser"))
                .containsExactly(
                        "command.accounts.AccountsRefusal$AlreadyRegistered",
                        "command.accounts.AccountsRefusal$EmailTaken");
    }

    private static Set<String> refusedTo(String command) {
        return refusals(type(ProblemSchemas.ROOT + command));
    }

    /** Those that write, and those that are refused at all, by their names in the document. */
    private static SortedMap<String, List<Method>> operations(Class<?> controller) {
        Object bean = new SpringObjenesis().newInstance(controller);
        SortedMap<String, List<Method>> operations = new TreeMap<>();
        for (Method method : controller.getDeclaredMethods()) {
            RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null
                    && (!Set.of(mapping.method()).equals(Set.of(RequestMethod.GET))
                            || !refusals(method).isEmpty())) {
                operations.merge(
                        OperationIds.of(new HandlerMethod(bean, method)),
                        List.of(method),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList());
            }
        }
        return operations;
    }

    private static Set<String> refusals(Method operation) {
        ClassFiles.Reached reached = code.reachedBy(operation);
        Set<String> refusals = rejections(reached);
        reached.made().stream()
                .filter(made -> made.startsWith(ProblemSchemas.ROOT))
                .map(RefusalsListTest::type)
                .filter(Command.class::isAssignableFrom)
                .forEach(command -> refusals.addAll(refusals(command)));
        return refusals;
    }

    /** What the rule that decides the command may refuse it for. */
    private static Set<String> refusals(Class<?> command) {
        Set<String> refusals = new TreeSet<>();
        classes.stream()
                .filter(type -> type.getPackage().equals(command.getPackage()))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().equals("decide")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isAssignableFrom(command))
                .map(method -> code.reachedBy(method, command))
                .forEach(reached -> {
                    refusals.addAll(rejections(reached));
                    if (reached.made().contains(Claim.class.getName())) {
                        refusals.addAll(rejections(code.reachedBy(whenTaken(command))));
                    }
                });
        return refusals;
    }

    private static Method whenTaken(Class<?> command) {
        try {
            return command.getMethod("whenTaken", String.class);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Without those that any command may be refused for. */
    private static Set<String> rejections(ClassFiles.Reached reached) {
        Set<String> general =
                Arrays.stream(ProblemType.values()).map(ProblemType::code).collect(Collectors.toSet());
        return reached.made().stream()
                .filter(made -> made.startsWith(ProblemSchemas.ROOT))
                .map(RefusalsListTest::type)
                .filter(Rejection.class::isAssignableFrom)
                .filter(type -> type == QuotaReached.class
                        || (!type.getPackage().equals(Rejection.class.getPackage())
                                && !general.contains(Rejection.codeOf(type.asSubclass(Rejection.class)))))
                .map(type -> type.getName().substring(ProblemSchemas.ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, RefusalsListTest.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }
}
