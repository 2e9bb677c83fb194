import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import com.palantir.javaformat.java.ImportOrderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats every Java source of the modules, or names the ones that are not formatted and fails.
 *
 * <p>It runs on the JDK 25 that the build selected, because the formatter parses with the compiler of the JVM it runs in
 * and Maven's own Java 17 does not know record patterns. Arguments: {@code check} or {@code apply}, and the root folder.
 */
final class Format {

    public static void main(String[] arguments) throws Exception {
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]);
        JavaFormatterOptions options = JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build();
        Formatter formatter = Formatter.createFormatter(options);
        // Each source for itself: a formatter may be asked by several threads.
        List<Path> unformatted = sources(root).parallelStream()
                .filter(source -> !isFormatted(source, formatter, options, apply))
                .map(root::relativize)
                .sorted()
                .toList();
        if (!apply && !unformatted.isEmpty()) {
            System.err.println("Not formatted (mvn -N validate -Dformat=apply formats them): " + unformatted);
            System.exit(1);
        }
    }

    /** Whether it was; it is afterwards if {@code apply} says so. */
    private static boolean isFormatted(Path source, Formatter formatter, JavaFormatterOptions options, boolean apply) {
        try {
            String before = Files.readString(source);
            String after = formatter.formatSource(
                    RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(before, options.style())));
            boolean formatted = after.equals(before);
            if (!formatted && apply) {
                Files.writeString(source, after);
            }
            return formatted;
        } catch (FormatterException | IOException failed) {
            throw new IllegalStateException(source + " cannot be formatted", failed);
        }
    }

    private static List<Path> sources(Path root) throws Exception {
        List<Path> sources = new ArrayList<>();
        try (var modules = Files.list(root)) {
            for (Path module : modules.filter(path -> Files.exists(path.resolve("src"))).toList()) {
                try (var files = Files.walk(module.resolve("src"))) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
