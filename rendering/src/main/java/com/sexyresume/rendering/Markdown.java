package com.sexyresume.rendering;

import com.sexyresume.rendering.Content.Entries;
import com.sexyresume.rendering.Content.Entry;
import com.sexyresume.rendering.Content.Field;
import com.sexyresume.rendering.Content.Item;
import com.sexyresume.rendering.Content.Link;
import com.sexyresume.rendering.Content.Prose;
import com.sexyresume.rendering.Content.Row;
import com.sexyresume.rendering.Content.Rows;
import com.sexyresume.rendering.Content.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A résumé as CommonMark 0.31: whatever a document says is escaped, so that a reader of the Markdown sees the
 * characters of the text, and no markup, HTML, image or link but those made here.
 */
final class Markdown {

    /** Escaped wherever they stand. */
    private static final String SPECIAL = "\\`*_{}[]<>&|~$^";

    /** What would begin a heading, a list, a rule or a fence at the beginning of a line. */
    private static final Pattern NUMBER = Pattern.compile("^([0-9]{1,9})([.)])");

    private final StringBuilder markdown = new StringBuilder();
    private final Content content;
    private final TemplateName template;

    private Markdown(Content content, TemplateName template) {
        this.content = content;
        this.template = template;
    }

    static String of(Content content, TemplateName template) {
        return new Markdown(content, template).markdown();
    }

    private String markdown() {
        if (content.name() != null) {
            block("# " + line(content.name().text()));
        }
        if (content.headline() != null) {
            block("**" + inline(content.headline().text()) + "**");
        }
        block(joined(
                " · ",
                content.contacts().stream()
                        .map(contact -> joined(
                                contact.glue(),
                                contact.parts().stream().map(Markdown::link).toList()))
                        .toList()));
        for (Section section : content.sections()) {
            block("## " + line(content.words().heading(section.kind())));
            switch (section) {
                case Prose prose -> paragraphs(prose.text());
                case Entries entries -> entries.entries().forEach(this::entry);
                case Rows rows -> list(rows.rows().stream().map(Markdown::row).toList());
            }
        }
        return markdown.toString();
    }

    private void entry(Entry entry) {
        if (entry.title() != null) {
            block("### " + line(entry.title().text()));
        }
        List<String> lines = new ArrayList<>();
        if (!entry.where().isEmpty()) {
            lines.add("**" + inlines(" · ", entry.where()) + "**");
        }
        if (entry.period() != null && !entry.period().text().isEmpty()) {
            lines.add(line(entry.period().text()));
        }
        if (entry.link() != null) {
            lines.add(link(entry.link()));
        }
        if (!entry.details().isEmpty()) {
            lines.add(
                    line(joined(" · ", entry.details().stream().map(Field::text).toList())));
        }
        block(joined("\\\n", lines));
        List<String> points =
                entry.points().stream().map(point -> line(point.text())).toList();
        if (template.pointsFirst()) {
            list(points);
        }
        if (entry.text() != null) {
            paragraphs(entry.text());
        }
        if (!template.pointsFirst()) {
            list(points);
        }
        if (!entry.keywords().isEmpty()) {
            block("*" + inline(content.words().technologies()) + ":* " + inlines(", ", entry.keywords()));
        }
    }

    private static String row(Row row) {
        String items = joined(
                ", ", row.items().stream().map(Item::text).map(Markdown::inline).toList());
        return row.label() == null
                ? line(joined(", ", row.items().stream().map(Item::text).toList()))
                : "**" + inline(row.label().text()) + ":** " + items;
    }

    private static String link(Link link) {
        @Nullable String target = link.target();
        return target == null || target.startsWith("tel:")
                ? line(link.field().text())
                // Angle brackets hold any address: one that was recognised has neither brackets nor spaces.
                : "[" + inline(link.field().text()) + "](<"
                        + target.replace("\\", "\\\\").replace("&", "\\&") + ">)";
    }

    private void list(List<String> items) {
        block(joined("\n", items.stream().map(item -> "- " + item).toList()));
    }

    private void paragraphs(Field field) {
        for (String paragraph : field.text().split("\n\n", -1)) {
            List<String> lines = new ArrayList<>();
            for (String part : paragraph.split("\n", -1)) {
                lines.add(line(part));
            }
            block(joined("\\\n", lines));
        }
    }

    private void block(String block) {
        if (!block.isEmpty()) {
            markdown.append(markdown.isEmpty() ? "" : "\n").append(block).append('\n');
        }
    }

    private static String inlines(String separator, List<Field> fields) {
        return joined(
                separator, fields.stream().map(field -> inline(field.text())).toList());
    }

    private static String joined(String separator, List<String> parts) {
        return String.join(separator, parts);
    }

    /** A text that begins a line. */
    private static String line(String text) {
        String escaped = inline(text);
        if (escaped.isEmpty()) {
            return escaped;
        }
        return switch (escaped.charAt(0)) {
            case '#', '+', '-', '=', ':' -> "\\" + escaped;
            default -> NUMBER.matcher(escaped).replaceFirst("$1\\\\$2");
        };
    }

    /** A text within a line. */
    private static String inline(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '\n') {
                escaped.append(' ');
                continue;
            }
            // A number sign after a space would close a heading.
            if (SPECIAL.indexOf(character) >= 0 || (character == '#' && index > 0)) {
                escaped.append('\\');
            }
            escaped.append(character);
        }
        return escaped.toString();
    }
}
