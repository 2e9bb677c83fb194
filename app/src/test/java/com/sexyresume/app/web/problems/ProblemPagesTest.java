package com.sexyresume.app.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.deciding.Rejection;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every code that is answered has a page that explains it, and no page explains a code that nobody answers. */
class ProblemPagesTest {

    private static final Path PAGES = Path.of("../docs/problems");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.sexyresume");
    }

    private static Stream<Class<?>> implementors(Class<?> type) {
        return classes.stream()
                .filter(found -> found.isAssignableTo(type) && !found.isInterface())
                .map(JavaClass::reflect);
    }

    private static Set<String> codes(Class<?> mapping) {
        try {
            Constructor<?> constructor = mapping.getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((ProblemMapping) constructor.newInstance()).codes();
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(mapping + " needs a constructor without parameters", impossible);
        }
    }

    private static Map<String, Integer> answered() {
        Map<String, Integer> answered = new TreeMap<>();
        for (ProblemType type : ProblemType.values()) {
            answered.put(type.code(), type.status());
        }
        implementors(Rejection.class)
                .map(type -> type.asSubclass(Rejection.class))
                .forEach(type -> {
                    String code = Rejection.codeOf(type);
                    int status = Rejection.refused(type).value().status();
                    assertThat(answered.put(code, status))
                            .as("status of %s", code)
                            .isIn(null, status);
                });
        return answered;
    }

    static Set<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.md$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void thereIsAPageForEveryCodeAndNoOther() throws IOException {
        Set<String> codes = new TreeSet<>(answered().keySet());
        implementors(ProblemMapping.class).map(ProblemPagesTest::codes).forEach(codes::addAll);

        assertThat(pages()).isEqualTo(codes);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageTellsTheStatusAndAnExample(String code) throws IOException {
        String page = Files.readString(PAGES.resolve(code + ".md"));
        Matcher example = EXAMPLE.matcher(page);
        assertThat(example.find()).as(code).isTrue();
        JsonNode problem = JsonMapper.shared().readTree(example.group(1));
        int status = problem.path("status").asInt(0);

        assertThat(answered().getOrDefault(code, status)).isEqualTo(status);
        assertThat(problem.path("type").asString("")).isEqualTo("/problems/" + code);
        assertThat(problem.path("code").asString("")).isEqualTo(code);
        assertThat(page)
                .startsWith("# " + problem.path("title").asString("") + "\n\n`" + code + "`, HTTP " + status + "\n")
                .contains("**What to do.**");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsInTheApplication(String code) throws IOException {
        try (InputStream page = getClass().getResourceAsStream("/problems/" + code + ".md")) {
            assertThat(page).isNotNull();
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(PAGES.resolve(code + ".md")));
        }
    }
}
