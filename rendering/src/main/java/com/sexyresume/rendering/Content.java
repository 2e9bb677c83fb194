package com.sexyresume.rendering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a résumé, in the order it is shown: each text once, with the place it comes from.
 *
 * @param name the person's
 * @param headline the person's label, such as a profession
 */
record Content(
        Words words, @Nullable Field name, @Nullable Field headline, List<Contact> contacts, List<Section> sections) {

    /** What a line costs at least, in characters: short lines fill pages as well as long ones. */
    static final int LINE_COST = 40;

    /**
     * @param pointer RFC 6901, into the JSON Resume document
     * @param label for people, such as {@code Experience 1: employer}
     * @param text as shown, never empty
     */
    record Field(String pointer, String label, String text) {}

    /** @param target an absolute address of a web page, a mailbox or a telephone; null when the text is none */
    record Link(Field field, @Nullable String target) {}

    /**
     * One way to reach the person, or one fact, of one or more texts.
     *
     * @param glue between the texts
     */
    record Contact(List<Link> parts, String glue) {

        String text() {
            return String.join(
                    glue, parts.stream().map(part -> part.field().text()).toList());
        }
    }

    /** @param ongoing the word for "until today", when it goes on */
    record Period(
            @Nullable Field start,
            @Nullable Field end,
            @Nullable String ongoing) {

        /** What is shown: the start alone when both are the same. */
        List<Field> fields() {
            boolean isOne = start != null && end != null && end.text().equals(start.text());
            return isOne ? present(Arrays.asList(start)) : present(Arrays.asList(start, end));
        }

        String text() {
            String until = end == null ? ongoing : end.text();
            return start == null
                    ? Objects.requireNonNullElse(until, "")
                    : until == null || until.equals(start.text()) ? start.text() : start.text() + " – " + until;
        }
    }

    /** A part of a résumé; it has something in it. */
    sealed interface Section {
        SectionKind kind();

        Stream<Field> fields(boolean pointsFirst);
    }

    record Prose(SectionKind kind, Field text) implements Section {
        @Override
        public Stream<Field> fields(boolean pointsFirst) {
            return Stream.of(text);
        }
    }

    record Entries(SectionKind kind, List<Entry> entries) implements Section {
        @Override
        public Stream<Field> fields(boolean pointsFirst) {
            return entries.stream().flatMap(entry -> entry.fields(pointsFirst).stream());
        }
    }

    record Rows(SectionKind kind, List<Row> rows) implements Section {
        @Override
        public Stream<Field> fields(boolean pointsFirst) {
            return rows.stream().flatMap(row -> row.fields().stream());
        }
    }

    /**
     * A job, a project, a course of study and their like.
     *
     * @param where the organisation, the place and what else belongs beside them
     * @param details short remarks
     * @param points one line each
     */
    record Entry(
            @Nullable Field title,
            @Nullable Period period,
            List<Field> where,
            @Nullable Link link,
            List<Field> details,
            @Nullable Field text,
            List<Field> points,
            List<Field> keywords) {

        boolean isEmpty() {
            return fields(false).isEmpty();
        }

        /** In the order they are shown. */
        List<Field> fields(boolean pointsFirst) {
            List<@Nullable Field> fields = new ArrayList<>();
            fields.add(title);
            if (period != null) {
                fields.addAll(period.fields());
            }
            fields.addAll(where);
            fields.add(link == null ? null : link.field());
            fields.addAll(details);
            if (pointsFirst) {
                fields.addAll(points);
                fields.add(text);
            } else {
                fields.add(text);
                fields.addAll(points);
            }
            fields.addAll(keywords);
            return present(fields);
        }
    }

    /**
     * Short things side by side, such as the skills of one category.
     *
     * @param label what they have in common
     */
    record Row(@Nullable Item label, List<Item> items) {

        List<Field> fields() {
            List<Field> fields = new ArrayList<>();
            if (label != null) {
                fields.addAll(label.fields());
            }
            items.forEach(item -> fields.addAll(item.fields()));
            return fields;
        }
    }

    /** @param detail shown in parentheses */
    record Item(Field name, @Nullable Field detail) {

        List<Field> fields() {
            return detail == null ? List.of(name) : List.of(name, detail);
        }

        String text() {
            return detail == null ? name.text() : name.text() + " (" + detail.text() + ")";
        }
    }

    /** Every text, in the order it is shown. */
    Stream<Field> fields(TemplateName template) {
        return Stream.concat(
                header().stream(), sections.stream().flatMap(section -> section.fields(template.pointsFirst())));
    }

    /** Everything before the first section. */
    List<Field> header() {
        List<@Nullable Field> fields = new ArrayList<>();
        fields.add(name);
        fields.add(headline);
        contacts.forEach(contact -> contact.parts().forEach(part -> fields.add(part.field())));
        return present(fields);
    }

    private static List<Field> present(List<? extends @Nullable Field> fields) {
        List<Field> present = new ArrayList<>();
        for (Field field : fields) {
            if (field != null) {
                present.add(field);
            }
        }
        return present;
    }
}
