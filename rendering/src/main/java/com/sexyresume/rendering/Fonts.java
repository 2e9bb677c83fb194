package com.sexyresume.rendering;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts that every PDF is set in, read once from the class path: Roboto (Apache 2.0), Liberation (SIL OFL 1.1) and,
 * for characters that those lack, DejaVu Sans (Bitstream Vera licence).
 */
final class Fonts {

    @SuppressWarnings("ArrayRecordComponent")
    private record Face(String family, int weight, FontStyle style, byte[] file) {}

    private static final int LIGHT = 300;
    private static final int REGULAR = 400;
    private static final int MEDIUM = 500;
    private static final int BOLD = 700;

    private static final String ROBOTO = "/com/formdev/flatlaf/fonts/roboto/Roboto-";
    private static final String SERIF = "/liberation/LiberationSerif-";
    private static final String SANS = "/liberation/LiberationSans-";
    private static final String MONO = "/liberation/LiberationMono-";
    private static final String DEJAVU = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans";

    private final List<Face> faces = List.of(
            face("Roboto", LIGHT, FontStyle.NORMAL, ROBOTO + "Light.ttf"),
            face("Roboto", REGULAR, FontStyle.NORMAL, ROBOTO + "Regular.ttf"),
            face("Roboto", MEDIUM, FontStyle.NORMAL, ROBOTO + "Medium.ttf"),
            face("Roboto", BOLD, FontStyle.NORMAL, ROBOTO + "Bold.ttf"),
            face("Liberation Serif", REGULAR, FontStyle.NORMAL, SERIF + "Regular.ttf"),
            face("Liberation Serif", REGULAR, FontStyle.ITALIC, SERIF + "Italic.ttf"),
            face("Liberation Serif", BOLD, FontStyle.NORMAL, SERIF + "Bold.ttf"),
            face("Liberation Sans", REGULAR, FontStyle.NORMAL, SANS + "Regular.ttf"),
            face("Liberation Sans", BOLD, FontStyle.NORMAL, SANS + "Bold.ttf"),
            face("Liberation Mono", REGULAR, FontStyle.NORMAL, MONO + "Regular.ttf"),
            face("Liberation Mono", BOLD, FontStyle.NORMAL, MONO + "Bold.ttf"),
            face("DejaVu Sans", REGULAR, FontStyle.NORMAL, DEJAVU + ".ttf"),
            face("DejaVu Sans", BOLD, FontStyle.NORMAL, DEJAVU + "-Bold.ttf"));

    /** Every template falls back to DejaVu Sans, so that what it can show, all can. */
    private final BitSet shown =
            characters(faces.get(faces.size() - 2).file(), faces.getLast().file());

    /** Subsets of them become part of this document, as far as it uses them. */
    void addTo(PdfRendererBuilder builder, PDDocument pdf) {
        for (Face face : faces) {
            builder.useFont(new Embedded(face, pdf), face.family(), face.weight(), face.style(), true);
        }
    }

    /**
     * A face that is parsed when a document first shows it, without the substitutions that it offers (GSUB). Lines are
     * measured letter by letter, so a ligature would not be as wide as its place, and machines read letters. The texts
     * are composed already (NFC). And PDFBox makes its table of all substitutions anew for every piece of text that it
     * writes, which took most of the time of a PDF.
     */
    private static final class Embedded extends PDFontSupplier {

        private final Face face;
        private final PDDocument pdf;

        @SuppressWarnings("NullAway") // The font that the other way of making one has ready.
        Embedded(Face face, PDDocument pdf) {
            super(null);
            this.face = face;
            this.pdf = pdf;
        }

        @Override
        public PDFont supply() {
            try {
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(face.file()));
                font.setEnableGsub(false);
                return PDType0Font.load(pdf, font, true);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** The text with U+FFFD in place of each character that no font has a picture of. */
    String visible(String text) {
        int firstMissing = 0;
        while (firstMissing < text.length() && shown.get(text.charAt(firstMissing))) {
            firstMissing++;
        }
        if (firstMissing == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || shown.get(point)) {
                visible.appendCodePoint(point);
            } else if (!isJoiner(point)) {
                visible.append(Texts.REPLACEMENT);
            }
        });
        return visible.toString();
    }

    /** What only changes how its neighbours look. */
    private static boolean isJoiner(int point) {
        return Character.getType(point) == Character.FORMAT
                || (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0x1F3FB && point <= 0x1F3FF);
    }

    private static Face face(String family, int weight, FontStyle style, String resource) {
        try (InputStream file = Objects.requireNonNull(
                Fonts.class.getResourceAsStream(resource), resource + " is not on the class path")) {
            return new Face(family, weight, style, file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The characters that all of the fonts have. */
    private static BitSet characters(byte[]... files) {
        BitSet characters = new BitSet();
        characters.set(0, Character.MAX_CODE_POINT + 1);
        for (byte[] file : files) {
            BitSet inFont = new BitSet();
            try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
                CmapLookup glyphs = font.getUnicodeCmapLookup();
                for (int point = ' '; point <= Character.MAX_CODE_POINT; point++) {
                    if (glyphs.getGlyphId(point) != 0) {
                        inFont.set(point);
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            characters.and(inFont);
        }
        return characters;
    }
}
