package com.sexyresume.rendering;

import com.sexyresume.rendering.Content.Entries;
import com.sexyresume.rendering.Content.Entry;
import com.sexyresume.rendering.Content.Field;
import com.sexyresume.rendering.Content.Item;
import com.sexyresume.rendering.Content.Prose;
import com.sexyresume.rendering.Content.Row;
import com.sexyresume.rendering.Content.Rows;
import com.sexyresume.rendering.Content.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A résumé as text for forms and mails: no line is longer than {@value #LINE_LENGTH} characters, words stay whole. */
final class PlainText {

    static final int LINE_LENGTH = 78;

    private final StringBuilder text = new StringBuilder();
    private final Content content;
    private final TemplateName template;

    private PlainText(Content content, TemplateName template) {
        this.content = content;
        this.template = template;
    }

    static String of(Content content, TemplateName template) {
        return new PlainText(content, template).text();
    }

    private String text() {
        header();
        for (Section section : content.sections()) {
            blankLine();
            String heading = content.words().heading(section.kind());
            wrap(heading.toUpperCase(content.words().locale()), "");
            text.repeat("-", heading.codePointCount(0, heading.length())).append('\n');
            switch (section) {
                case Prose prose -> wrap(prose.text().text(), "");
                case Entries entries -> {
                    for (int index = 0; index < entries.entries().size(); index++) {
                        if (index > 0) {
                            blankLine();
                        }
                        entry(entries.entries().get(index));
                    }
                }
                case Rows rows -> rows.rows().forEach(this::row);
            }
        }
        return text.toString();
    }

    private void header() {
        wrap(content.name());
        wrap(content.headline());
        content.contacts().forEach(contact -> wrap(contact.text(), ""));
    }

    private void entry(Entry entry) {
        wrap(entry.title());
        joined(entry.where());
        if (entry.period() != null) {
            wrap(entry.period().text(), "");
        }
        if (entry.link() != null) {
            wrap(entry.link().field());
        }
        joined(entry.details());
        if (template.pointsFirst()) {
            points(entry.points());
        }
        wrap(entry.text());
        if (!template.pointsFirst()) {
            points(entry.points());
        }
        if (!entry.keywords().isEmpty()) {
            wrap(
                    content.words().technologies() + ": "
                            + String.join(
                                    ", ",
                                    entry.keywords().stream().map(Field::text).toList()),
                    "");
        }
    }

    private void row(Row row) {
        String items = String.join(", ", row.items().stream().map(Item::text).toList());
        wrap(row.label() == null ? items : row.label().text() + ": " + items, "");
    }

    private void points(List<Field> points) {
        points.forEach(point -> wrap("- " + point.text(), "  "));
    }

    private void joined(List<Field> fields) {
        if (!fields.isEmpty()) {
            wrap(String.join(", ", fields.stream().map(Field::text).toList()), "");
        }
    }

    private void blankLine() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private void wrap(@Nullable Field field) {
        if (field != null) {
            wrap(field.text(), "");
        }
    }

    /** @param indent of the lines after the first */
    private void wrap(String paragraphs, String indent) {
        for (String line : paragraphs.split("\n", -1)) {
            int length = 0;
            for (String word : line.split(" ", -1)) {
                int wordLength = word.codePointCount(0, word.length());
                if (length > 0 && length + 1 + wordLength > LINE_LENGTH) {
                    text.append('\n').append(indent);
                    length = indent.length();
                } else if (length > 0) {
                    text.append(' ');
                    length++;
                }
                int from = 0;
                // Nothing but a word longer than a line is cut.
                while (length + wordLength > LINE_LENGTH) {
                    int to = word.offsetByCodePoints(from, LINE_LENGTH - length);
                    text.append(word, from, to).append('\n').append(indent);
                    wordLength -= LINE_LENGTH - length;
                    from = to;
                    length = indent.length();
                }
                text.append(word, from, word.length());
                length += wordLength;
            }
            text.append('\n');
        }
    }
}
