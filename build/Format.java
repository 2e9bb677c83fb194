import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import com.palantir.javaformat.java.ImportOrderer;
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
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources(root)) {
            String before = Files.readString(source);
            String after = formatter.formatSource(
                    RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(before, options.style())));
            if (!after.equals(before)) {
                unformatted.add(root.relativize(source));
                if (apply) {
                    Files.writeString(source, after);
                }
            }
        }
        if (!apply && !unformatted.isEmpty()) {
            System.err.println("Not formatted (mvn -N validate -Dformat=apply formats them): " + unformatted);
            System.exit(1);
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
