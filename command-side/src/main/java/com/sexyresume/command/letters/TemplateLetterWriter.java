package com.sexyresume.command.letters;

import com.sexyresume.language.Content;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.Language;
import com.sexyresume.language.ModelUsage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Puts what a résumé says into the form of a letter: the same résumé gets the same letter, at once, without a network,
 * and nothing in it is made up. Around the résumé's own words it writes the résumé's language, if there is a
 * {@code letter-….txt} in it, and nothing at all in another; tones it has in English only. The latest job counts,
 * wherever the résumé has it. Skills and achievements that share words with the job's description come first.
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
        Content content = Content.of(task.data());
        String language = Language.of(content.prose());
        LetterWords words = LetterWords.in(language);
        if (words == null) {
            throw new EngineFailed("language-not-written");
        }
        List<String> body = Stream.of(content.summary(), experience(content, task, words), skills(content, task, words))
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
        if (body.isEmpty()) {
            throw new EngineFailed("nothing-to-write-of");
        }
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(words.say("greeting", null, task.targetCompany()));
        paragraphs.add(words.isEnglish() ? opening(task) : words.say("apply", task.targetRole(), task.targetCompany()));
        paragraphs.addAll(body);
        paragraphs.add(words.isEnglish() ? ending(task) : words.say("ending", null, null));
        paragraphs.add(words.isEnglish() ? LetterForm.closing(task) : closing(content, words));
        return new Written(String.join("\n\n", paragraphs), ModelUsage.NONE);
    }

    private static String closing(Content content, LetterWords words) {
        String closing = words.say("closing", null, null);
        return content.name().isEmpty() ? closing : closing + "\n" + content.name();
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

    private static String experience(Content content, Task task, LetterWords words) {
        if (content.jobs().isEmpty()) {
            return "";
        }
        Content.Job job = content.jobs().getFirst();
        StringBuilder paragraph = new StringBuilder();
        if (!job.position().isEmpty() || !job.company().isEmpty()) {
            paragraph.append(words.say("recently", orNull(job.position()), orNull(job.company())));
        }
        if (!job.summary().isEmpty()) {
            paragraph.append(paragraph.isEmpty() ? "" : " ").append(job.summary());
        }
        for (String achievement : achievements(job, task.jobDescription())) {
            paragraph.append(paragraph.isEmpty() ? "" : "\n").append("- ").append(achievement);
        }
        return paragraph.toString();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<String> achievements(Content.Job job, @Nullable String description) {
        return closest(job.highlights(), description, MAX_ACHIEVEMENTS);
    }

    private static String skills(Content content, Task task, LetterWords words) {
        List<String> best = closest(content.skillNames(), task.jobDescription(), MAX_SKILLS);
        if (best.isEmpty()) {
            return "";
        }
        return best.size() == 1
                ? words.say("skill", best.getFirst(), null)
                : words.say("skills", String.join(", ", best.subList(0, best.size() - 1)), best.getLast());
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
