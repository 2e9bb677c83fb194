package com.sexyresume.rendering;

import com.sexyresume.rendering.Content.Field;
import com.sexyresume.rendering.Content.Section;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
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
 * @param readsInOrder whether all headings were found one after the other, and the fields of each section in the order
 *     of the document
 */
public record AtsCheck(List<FieldCheck> fields, List<SectionCheck> sections, boolean readsInOrder) {

    /**
     * Whether a field's whole text was found in its own section, regardless of how lines were broken; of a text that is
     * written from right to left, whether each word was.
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
     * Whether a heading was found on a line of its own after the one before.
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
        /** Of each character, whether it is the first of a line. */
        private final BitSet lineStarts;
        /** Of each character, from 1. */
        private final int[] pages;

        private Extract(String squeezed, boolean[] touches, BitSet lineStarts, int[] pages) {
            this.squeezed = squeezed;
            this.touches = touches;
            this.lineStarts = lineStarts;
            this.pages = pages;
        }

        static Extract of(byte[] file) {
            StringBuilder squeezed = new StringBuilder();
            List<Boolean> touches = new ArrayList<>();
            BitSet lineStarts = new BitSet();
            List<Integer> pages = new ArrayList<>();
            try (PDDocument pdf = Loader.loadPDF(file)) {
                for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                    PDFTextStripper stripper = new PDFTextStripper();
                    stripper.setStartPage(page);
                    stripper.setEndPage(page);
                    boolean isTouching = false;
                    boolean isLineStart = true;
                    String text = stripper.getText(pdf);
                    for (int index = 0; index < text.length(); index++) {
                        char character = text.charAt(index);
                        if (isSpace(character)) {
                            isTouching = false;
                            isLineStart |= character == '\n';
                        } else if (character != HtmlPage.ZERO_WIDTH_SPACE) {
                            lineStarts.set(squeezed.length(), isLineStart);
                            isLineStart = false;
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
                    lineStarts,
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

        /** Where the words stand on a line of their own; -1 when nowhere. */
        int findLine(String words, int from) {
            for (int at = squeezed.indexOf(words, from); at >= 0; at = squeezed.indexOf(words, at + 1)) {
                int to = at + words.length();
                if (lineStarts.get(at) && (to == squeezed.length() || lineStarts.get(to))) {
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
                    || !Character.isLetterOrDigit(squeezed.charAt(at - 1))
                    || Scripts.isRightToLeft(squeezed.charAt(at)) != Scripts.isRightToLeft(squeezed.charAt(at - 1));
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
            List<Section> shown = content.sections();
            // Headings first: where a field's text was damaged, its words may stand in another section too.
            List<Integer> starts = new ArrayList<>();
            List<Integer> ends = new ArrayList<>();
            int from = 0;
            for (Section section : shown) {
                String words = Extract.squeeze(content.words().heading(section.kind()));
                int at = heading(content.words().heading(section.kind()), words, from);
                from = at < 0 ? from : at + words.length();
                starts.add(at < 0 ? from : at);
                ends.add(from);
            }
            int length = extract.squeezed.length();
            fields(content.header(), 0, shown.isEmpty() ? length : starts.getFirst());
            for (int index = 0; index < shown.size(); index++) {
                fields(
                        shown.get(index).fields(template.pointsFirst()).toList(),
                        ends.get(index),
                        index + 1 < shown.size() ? starts.get(index + 1) : length);
            }
            return new AtsCheck(fields, sections, inOrder);
        }

        /** Looks for the heading after the one before; templates may write it in capitals. */
        private int heading(String heading, String words, int from) {
            int plain = extract.findLine(words, from);
            int capital = extract.findLine(words.toUpperCase(Locale.ROOT), from);
            int at = plain < 0 || (capital >= 0 && capital < plain) ? capital : plain;
            inOrder &= at >= 0;
            sections.add(new SectionCheck(heading, at < 0 ? null : extract.pages[at]));
            return at;
        }

        /** What is extracted of lines of two directions has the order of the eye, in which words stay whole. */
        private FieldCheck wordByWord(Field field, int start, int end) {
            Integer page = null;
            for (String word : Scripts.wordsOfOneDirection(field.text())) {
                int at = extract.find(word, start, end);
                if (at < 0) {
                    return new FieldCheck(field.pointer(), field.label(), false, null);
                }
                page = page == null ? Integer.valueOf(extract.pages[at]) : page;
            }
            return new FieldCheck(field.pointer(), field.label(), true, page);
        }

        private void fields(List<Field> expected, int start, int end) {
            int cursor = start;
            for (Field field : expected) {
                if (Scripts.isPartlyRightToLeft(field.text())) {
                    fields.add(wordByWord(field, start, end));
                    continue;
                }
                String words = Extract.squeeze(field.text());
                int at = extract.find(words, cursor, end);
                if (at < 0) {
                    at = extract.find(words, start, end);
                    inOrder &= at < 0;
                } else {
                    cursor = at + words.length();
                }
                fields.add(new FieldCheck(field.pointer(), field.label(), at >= 0, at >= 0 ? extract.pages[at] : null));
            }
        }
    }
}
