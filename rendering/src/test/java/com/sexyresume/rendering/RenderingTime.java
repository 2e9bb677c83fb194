package com.sexyresume.rendering;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Measures, by hand: {@code java -cp … com.sexyresume.rendering.RenderingTime}; ADR 0010 has the figures. */
final class RenderingTime {

    private RenderingTime() {}

    /**
     * Renders each template a hundred times.
     *
     * @param arguments a folder for one PDF of each template; none to write nothing
     */
    public static void main(String... arguments) throws IOException {
        ResumeRenderer renderer = new ResumeRenderer(RenderingLimits.DEFAULT);
        for (TemplateName template : TemplateName.values()) {
            for (int round = 0; round < 30; round++) {
                renderer.render(Samples.realistic(), Format.PDF, template, Locale.UK);
            }
            long[] nanos = new long[100];
            int bytes = 0;
            for (int round = 0; round < nanos.length; round++) {
                long begun = System.nanoTime();
                Rendered rendered = renderer.render(Samples.realistic(), Format.PDF, template, Locale.UK);
                nanos[round] = System.nanoTime() - begun;
                bytes = rendered.bytes().length;
                if (round == 0 && arguments.length > 0) {
                    Files.write(Path.of(arguments[0], template.templateName() + ".pdf"), rendered.bytes());
                }
            }
            Arrays.sort(nanos);
            System.out.println(template + ": p50 " + nanos[50] / 1_000 + " µs, p99 " + nanos[98] / 1_000 + " µs, "
                    + bytes + " bytes");
        }
        JsonObject word = Json.createObjectBuilder()
                .add("basics", Json.createObjectBuilder().add("summary", "w".repeat(100_000)))
                .build();
        for (int round = 0; round < 3; round++) {
            long begun = System.nanoTime();
            renderer.render(word, Format.PDF, TemplateName.MODERN, Locale.UK);
            System.out.println("one word of 100,000 characters: " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
        System.gc();
        System.out.println("heap in use after a collection: "
                + ((Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20) + " MiB");
    }
}
