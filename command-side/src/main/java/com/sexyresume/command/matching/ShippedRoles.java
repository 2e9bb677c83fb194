package com.sexyresume.command.matching;

import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.GrowthOutlook;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The roles that the application comes with, as {@code job-roles.txt} lists them.
 *
 * @param sha256 of the list, in hex
 */
record ShippedRoles(List<Shipped> roles, String sha256) {

    static final String RESOURCE = "job-roles.txt";

    private static final Pattern BETWEEN_COLUMNS = Pattern.compile("\\s*\\|\\s*");
    private static final Pattern BETWEEN_SKILLS = Pattern.compile("\\s*;\\s*");
    private static final int COLUMNS = 9;

    /** @param template that suits it */
    record Shipped(JobRoleContent content, String template) {}

    ShippedRoles {
        roles = List.copyOf(roles);
    }

    static ShippedRoles read() {
        try (InputStream resource = ShippedRoles.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            byte[] bytes = resource.readAllBytes();
            return new ShippedRoles(parsed(new String(bytes, StandardCharsets.UTF_8)), RoleText.sha256(bytes));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Shipped> parsed(String text) {
        List<Shipped> roles = new ArrayList<>();
        String industry = "";
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                industry = line.substring(1, line.indexOf(']'));
                continue;
            }
            String[] columns = BETWEEN_COLUMNS.split(line.strip(), -1);
            if (columns.length != COLUMNS || industry.isEmpty()) {
                throw new IllegalStateException(RESOURCE + ": " + line);
            }
            roles.add(new Shipped(
                    new JobRoleContent(
                            columns[0],
                            industry,
                            Seniority.valueOf(columns[1].toUpperCase(Locale.ROOT)),
                            skills(columns[6]),
                            skills(columns[7]),
                            Integer.valueOf(columns[2]),
                            null,
                            null,
                            null,
                            GrowthOutlook.valueOf(columns[3].toUpperCase(Locale.ROOT)),
                            columns[4].equals("remote"),
                            columns[8],
                            List.of()),
                    columns[5]));
        }
        return roles;
    }

    private static List<String> skills(String column) {
        return Arrays.stream(BETWEEN_SKILLS.split(column, -1))
                .filter(skill -> !skill.isEmpty())
                .toList();
    }
}
