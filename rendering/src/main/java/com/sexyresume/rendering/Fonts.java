package com.sexyresume.rendering;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * The fonts that every PDF is set in, read once. On the class path are Roboto (Apache 2.0), Liberation (SIL OFL 1.1)
 * and, for characters that those lack, DejaVu Sans (Bitstream Vera licence), which has Latin, Greek, Cyrillic,
 * Armenian, Georgian, Hebrew and Arabic letters. A folder of further fonts (TTF, TTC) may bring other scripts.
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

    /** Where the style sheets name this family, the families of the folder stand behind it. */
    private static final String LAST_FAMILY = "'DejaVu Sans'";

    private static final int MAX_FILES = 50;
    private static final long MAX_FILE_BYTES = 40_000_000;

    private static final List<Face> SHIPPED = List.of(
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

    private final List<Face> faces = new ArrayList<>(SHIPPED);
    private final StringBuilder families = new StringBuilder(LAST_FAMILY);
    private final BitSet shown;

    /**
     * Reads the fonts.
     *
     * @param folder of further fonts, in the order of their names; a file that is no font is passed over
     */
    Fonts(@Nullable Path folder) {
        // Every template falls back to DejaVu Sans, so that what it can show, all can.
        BitSet inFonts = characters(SHIPPED.get(SHIPPED.size() - 2).file());
        inFonts.and(characters(SHIPPED.getLast().file()));
        for (byte[] file : files(folder)) {
            BitSet inFile;
            try {
                inFile = characters(file);
            } catch (UncheckedIOException noFont) {
                continue;
            }
            String family = "Further " + faces.size();
            faces.add(new Face(family, REGULAR, FontStyle.NORMAL, file));
            families.append(", '").append(family).append('\'');
            inFonts.or(inFile);
        }
        shown = Scripts.settable(inFonts);
    }

    /** A style sheet with the further families behind the last one that it names. */
    String withFamilies(String style) {
        return style.replace(LAST_FAMILY, families);
    }

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
                TrueTypeFont font = parsed(face.file());
                font.setEnableGsub(false);
                return PDType0Font.load(pdf, font, true);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Whether the character can be set, or changes only how its neighbours look. */
    boolean canSet(int point) {
        return point == '\n' || shown.get(point) || isJoiner(point);
    }

    /** The text with U+FFFD in place of each character that cannot be set. */
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

    private static List<byte[]> files(@Nullable Path folder) {
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<byte[]> files = new ArrayList<>();
            for (Path file :
                    entries.filter(Fonts::isFontFile).sorted().limit(MAX_FILES).toList()) {
                files.add(Files.readAllBytes(file));
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isFontFile(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            return (name.endsWith(".ttf") || name.endsWith(".ttc")) && Files.size(file) <= MAX_FILE_BYTES;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A font, or the first one of a collection. */
    private static TrueTypeFont parsed(byte[] file) throws IOException {
        boolean isCollection = file.length > 4 && file[0] == 't' && file[1] == 't' && file[2] == 'c' && file[3] == 'f';
        if (!isCollection) {
            return new TTFParser().parse(new RandomAccessReadBuffer(file));
        }
        AtomicReference<TrueTypeFont> first = new AtomicReference<>();
        new TrueTypeCollection(new ByteArrayInputStream(file)).processAllFonts(font -> first.compareAndSet(null, font));
        TrueTypeFont font = first.get();
        if (font == null) {
            throw new IOException("The collection is empty");
        }
        return font;
    }

    /** The characters that the font has, of which outlines can be taken. */
    private static BitSet characters(byte[] file) {
        BitSet characters = new BitSet();
        try (TrueTypeFont font = parsed(file)) {
            if (font.getTableMap().get("glyf") == null) {
                throw new IOException("Only outlines of TrueType can be embedded");
            }
            CmapLookup glyphs = font.getUnicodeCmapLookup();
            for (int point = ' '; point <= Character.MAX_CODE_POINT; point++) {
                if (glyphs.getGlyphId(point) != 0) {
                    characters.set(point);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return characters;
    }
}
