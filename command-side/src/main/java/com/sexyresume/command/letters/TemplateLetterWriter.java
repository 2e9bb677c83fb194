package com.sexyresume.command.letters;

import com.sexyresume.command.EngineFailed;
import com.sexyresume.command.ModelUsage;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Puts what a résumé says into the form of a letter: the same résumé gets the same letter, at once, without a network,
 * and nothing in it is made up. It writes English around the résumé's own words. Skills and achievements that share
 * words with the job's description come first.
 */
@Component
@ConditionalOnProperty(
        name = "sexyresume.letters.engine",
        havingValue = LetterProperties.TEMPLATE,
        matchIfMissing = true)
final class TemplateLetterWriter implements LetterWriter {

    private static final int MAX_ACHIEVEMENTS = 3;
    private static final int MAX_SKILLS = 6;
    private static final int MIN_WORD = 4;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}+#]+");

    @Override
    public String name() {
        return LetterProperties.TEMPLATE;
    }

    @Override
    public Written write(Task task) throws EngineFailed {
        List<String> body = Stream.of(summary(task.data()), experience(task), skills(task))
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
        if (body.isEmpty()) {
            throw new EngineFailed("nothing-to-write-of");
        }
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(LetterForm.greeting(task));
        paragraphs.add(opening(task));
        paragraphs.addAll(body);
        paragraphs.add(ending(task));
        paragraphs.add(LetterForm.closing(task));
        return new Written(String.join("\n\n", paragraphs), ModelUsage.NONE);
    }

    private static String opening(Task task) {
        String role = task.targetRole();
        String company = task.targetCompany();
        String what = (role == null ? "to work" : "for the position of " + role)
                + (company == null ? role == null ? " with you" : "" : " at " + company);
        return switch (task.tone()) {
            case EXECUTIVE, PROFESSIONAL -> "I am writing to apply " + what + ".";
            case CREATIVE -> "I would love to apply " + what + ".";
            case TECHNICAL -> "I apply " + what + "; here is what I have done.";
            case ENTRY_LEVEL -> "I am eager to apply " + what + " and to learn.";
        };
    }

    private static String summary(JsonObject data) {
        String summary =
                data.get("personalInfo") instanceof JsonObject person ? LetterForm.text(person, "summary") : null;
        return summary == null ? "" : summary;
    }

    private static String experience(Task task) {
        List<JsonObject> entries = LetterForm.entries(task.data(), "experience");
        if (entries.isEmpty()) {
            return "";
        }
        // A résumé begins with what is most recent.
        JsonObject entry = entries.getFirst();
        String position = LetterForm.text(entry, "position");
        String company = LetterForm.text(entry, "company");
        StringBuilder paragraph = new StringBuilder();
        if (position != null || company != null) {
            paragraph
                    .append("Most recently, I have worked")
                    .append(position == null ? "" : " as " + position)
                    .append(company == null ? "" : " at " + company)
                    .append('.');
        }
        String description = LetterForm.text(entry, "description");
        if (description != null) {
            paragraph.append(paragraph.isEmpty() ? "" : " ").append(description);
        }
        for (String achievement : achievements(entry, task.jobDescription())) {
            paragraph.append(paragraph.isEmpty() ? "" : "\n").append("- ").append(achievement);
        }
        return paragraph.toString();
    }

    private static List<String> achievements(JsonObject entry, @Nullable String job) {
        return entry.get("achievements") instanceof JsonArray lines
                ? lines.stream()
                        .filter(JsonString.class::isInstance)
                        .map(line -> ((JsonString) line).getString().strip())
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.collectingAndThen(
                                Collectors.toList(), texts -> closest(texts, job, MAX_ACHIEVEMENTS)))
                : List.of();
    }

    private static String skills(Task task) {
        Set<String> skills = new LinkedHashSet<>();
        for (JsonObject skill : LetterForm.entries(task.data(), "skills")) {
            String name = LetterForm.text(skill, "name");
            if (name != null) {
                skills.add(name);
            }
        }
        List<String> best = closest(skills, task.jobDescription(), MAX_SKILLS);
        if (best.isEmpty()) {
            return "";
        }
        if (best.size() == 1) {
            return "What I bring is " + best.getFirst() + ".";
        }
        return "Among my skills are " + String.join(", ", best.subList(0, best.size() - 1)) + " and " + best.getLast()
                + ".";
    }

    private record Ranked(String text, long shared) {}

    /** Those that share most words with the job's description, which is searched once for each text. */
    private static List<String> closest(Collection<String> texts, @Nullable String job, int most) {
        String wanted = job == null ? "" : job.toLowerCase(Locale.ROOT);
        return texts.stream()
                .map(text -> new Ranked(text, job == null ? 0 : shared(text, wanted)))
                .sorted(Comparator.comparingLong(Ranked::shared).reversed())
                .limit(most)
                .map(Ranked::text)
                .toList();
    }

    /** How many of a text's words the job's description has as well. */
    private static long shared(String text, String wanted) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        Stream.of(lower),
                        BETWEEN_WORDS.splitAsStream(lower).distinct().filter(word -> word.length() >= MIN_WORD))
                .filter(wanted::contains)
                .count();
    }

    private static String ending(Task task) {
        return switch (task.tone()) {
            case EXECUTIVE -> "I look forward to discussing what I can do for you.";
            case PROFESSIONAL, TECHNICAL -> "I look forward to hearing from you.";
            case CREATIVE -> "I would be happy to tell you more.";
            case ENTRY_LEVEL -> "Thank you for considering me.";
        };
    }
}
