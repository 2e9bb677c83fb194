package com.sexyresume.rendering;

import com.sexyresume.rendering.Content.Field;
import com.sexyresume.rendering.Content.Section;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/**
 * What an applicant tracking system can read of a rendered résumé: the text is extracted from the PDF's own bytes
 * again, in the order it stands in the file, and each field of the document is looked for in it (T20).
 *
 * @param fields every field that the PDF should show, in the order of reading
 * @param sections every heading that it should show, in the order of reading
 * @param readsInOrder whether all headings were found one after the other, and every surviving field after its own
 *     heading, in the order of the document
 */
public record AtsCheck(List<FieldCheck> fields, List<SectionCheck> sections, boolean readsInOrder) {

    /**
     * Whether a field's whole text was found, regardless of how lines were broken.
     *
     * @param pointer RFC 6901, into the JSON Resume document
     * @param label for people, such as {@code Experience 1: employer}
     * @param page where it was found first, from 1; null when it was not
     */
    public record FieldCheck(
            String pointer,
            String label,
            boolean survived,
            @Nullable Integer page) {}

    /**
     * Whether a heading was found after the one before.
     *
     * @param page where it was found, from 1; null when it was not
     */
    public record SectionCheck(String heading, @Nullable Integer page) {}

    public AtsCheck {
        fields = List.copyOf(fields);
        sections = List.copyOf(sections);
    }

    /** Whether everything survived, in order. */
    public boolean passed() {
        return readsInOrder && fields.stream().allMatch(FieldCheck::survived);
    }

    /**
     * Reads a PDF again.
     *
     * @param rendered made of the document with the same template and locale
     */
    public static AtsCheck of(Rendered rendered, JsonObject jsonResume, TemplateName template, Locale locale) {
        if (rendered.format() != Format.PDF) {
            throw new IllegalArgumentException("Only a PDF is checked, not " + rendered.format());
        }
        // It was small enough to be rendered.
        Content content = ContentReader.read(jsonResume, template, locale, Integer.MAX_VALUE);
        return new Search(Extract.of(rendered.bytes())).check(content, template);
    }

    /** The text of a PDF without its white space, because a line may break anywhere. */
    private static final class Extract {

        /** All that is not white space. */
        private final String squeezed;
        /** Of each character, whether it stands directly after the one before. */
        private final boolean[] touches;
        /** Of each character, from 1. */
        private final int[] pages;

        private Extract(String squeezed, boolean[] touches, int[] pages) {
            this.squeezed = squeezed;
            this.touches = touches;
            this.pages = pages;
        }

        static Extract of(byte[] file) {
            StringBuilder squeezed = new StringBuilder();
            List<Boolean> touches = new ArrayList<>();
            List<Integer> pages = new ArrayList<>();
            try (PDDocument pdf = Loader.loadPDF(file)) {
                for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                    PDFTextStripper stripper = new PDFTextStripper();
                    stripper.setStartPage(page);
                    stripper.setEndPage(page);
                    boolean isTouching = false;
                    String text = stripper.getText(pdf);
                    for (int index = 0; index < text.length(); index++) {
                        char character = text.charAt(index);
                        if (isSpace(character)) {
                            isTouching = false;
                        } else if (character != HtmlPage.ZERO_WIDTH_SPACE) {
                            squeezed.append(character);
                            touches.add(isTouching);
                            pages.add(page);
                            isTouching = true;
                        }
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            boolean[] touching = new boolean[touches.size() + 1];
            for (int index = 0; index < touches.size(); index++) {
                touching[index] = touches.get(index);
            }
            return new Extract(
                    squeezed.toString(),
                    touching,
                    pages.stream().mapToInt(Integer::intValue).toArray());
        }

        private static boolean isSpace(char character) {
            return Character.isWhitespace(character) || Character.isSpaceChar(character);
        }

        static String squeeze(String text) {
            StringBuilder squeezed = new StringBuilder(text.length());
            text.chars()
                    .filter(character -> !isSpace((char) character))
                    .forEach(character -> squeezed.append((char) character));
            return squeezed.toString();
        }

        /** Where the words stand as words, not as a part of longer ones; -1 when nowhere. */
        int find(String words, int from, int to) {
            for (int at = squeezed.indexOf(words, from);
                    at >= 0 && at + words.length() <= to;
                    at = squeezed.indexOf(words, at + 1)) {
                if (isEdge(at) && isEdge(at + words.length())) {
                    return at;
                }
            }
            return -1;
        }

        private boolean isEdge(int at) {
            return at == 0
                    || at >= squeezed.length()
                    || !touches[at]
                    || !Character.isLetterOrDigit(squeezed.charAt(at))
                    || !Character.isLetterOrDigit(squeezed.charAt(at - 1));
        }
    }

    /** One search through an extract, from the beginning to the end. */
    private static final class Search {

        private final Extract extract;
        private final List<FieldCheck> fields = new ArrayList<>();
        private final List<SectionCheck> sections = new ArrayList<>();
        private boolean inOrder = true;

        Search(Extract extract) {
            this.extract = extract;
        }

        AtsCheck check(Content content, TemplateName template) {
            List<String> headings = content.sections().stream()
                    .map(section -> content.words().heading(section.kind()))
                    .toList();
            List<List<Field>> groups = new ArrayList<>();
            groups.add(content.header());
            for (Section section : content.sections()) {
                groups.add(section.fields(template.pointsFirst()).toList());
            }
            int from = 0;
            for (int group = 0; group < groups.size(); group++) {
                from = fields(groups.get(group), from);
                if (group < headings.size()) {
                    from = heading(headings.get(group), from);
                }
            }
            return new AtsCheck(fields, sections, inOrder);
        }

        /** Looks for the heading after what was found before; templates may write it in capitals. */
        private int heading(String heading, int from) {
            String words = Extract.squeeze(heading);
            int plain = extract.find(words, from, extract.squeezed.length());
            String capitals = words.toUpperCase(Locale.ROOT);
            int capital = extract.find(capitals, from, extract.squeezed.length());
            int at = plain < 0 || (capital >= 0 && capital < plain) ? capital : plain;
            if (at < 0) {
                inOrder = false;
                sections.add(new SectionCheck(heading, null));
                return from;
            }
            sections.add(new SectionCheck(heading, extract.pages[at]));
            return at + words.length();
        }

        private int fields(List<Field> expected, int from) {
            int cursor = from;
            for (Field field : expected) {
                String words = Extract.squeeze(field.text());
                int end = extract.squeezed.length();
                int at = extract.find(words, cursor, end);
                if (at < 0) {
                    at = extract.find(words, 0, end);
                    inOrder &= at < 0;
                } else {
                    cursor = at + words.length();
                }
                fields.add(new FieldCheck(field.pointer(), field.label(), at >= 0, at >= 0 ? extract.pages[at] : null));
            }
            return cursor;
        }
    }
}
