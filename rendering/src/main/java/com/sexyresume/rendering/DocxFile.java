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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFHyperlinkRun;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTRPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSpacing;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STLineSpacingRule;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/**
 * A résumé as a word processor's document, to go on editing: real styles (title, headings 1 and 2, list), so that
 * changing one changes all of its kind. Fonts are named, not embedded.
 */
final class DocxFile {

    private static final String TITLE = "Title";
    private static final String HEADING = "Heading1";
    private static final String ENTRY = "Heading2";
    private static final String BODY = "Normal";
    private static final String POINT = "ListBullet";

    private static final String SEPARATOR = " · ";
    private static final String GREY = "555B60";
    private static final long MARGIN_TWIPS = 1_080;
    private static final long INDENT_TWIPS = 284;
    /**
     * When every part of the file was written, so that the same document gives the same bytes: DOS time has no year 0.
     */
    private static final LocalDateTime WRITTEN_AT = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final XWPFDocument docx;
    private final Content content;
    private final TemplateName template;
    private final TemplateName.Look look;
    private final BigInteger bullets;

    private DocxFile(XWPFDocument docx, Content content, TemplateName template) {
        this.docx = docx;
        this.content = content;
        this.template = template;
        look = template.look();
        bullets = bullets();
    }

    static byte[] of(Content content, TemplateName template) {
        try (XWPFDocument docx = new XWPFDocument()) {
            new DocxFile(docx, content, template).write();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            docx.write(bytes);
            return withoutTimes(bytes.toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write() {
        properties();
        styles();
        CTPageMar margins = docx.getDocument().getBody().addNewSectPr().addNewPgMar();
        margins.setTop(BigInteger.valueOf(MARGIN_TWIPS));
        margins.setBottom(BigInteger.valueOf(MARGIN_TWIPS));
        margins.setLeft(BigInteger.valueOf(MARGIN_TWIPS));
        margins.setRight(BigInteger.valueOf(MARGIN_TWIPS));
        header();
        for (Section section : content.sections()) {
            run(paragraph(HEADING), content.words().heading(section.kind()));
            switch (section) {
                case Prose prose -> paragraphs(prose.text());
                case Entries entries -> entries.entries().forEach(this::entry);
                case Rows rows -> rows.rows().forEach(this::row);
            }
        }
    }

    private void properties() {
        var core = docx.getProperties().getCoreProperties();
        core.setCreated(Optional.<Date>empty());
        core.setModified(Optional.<Date>empty());
        core.setCreator(content.name() == null ? "" : content.name().text());
        core.setTitle(content.words().resume());
        docx.getProperties().getExtendedProperties().getUnderlyingProperties().setApplication("SexyResume");
    }

    private void header() {
        if (content.name() != null) {
            run(aligned(paragraph(TITLE)), content.name().text());
        }
        if (content.headline() != null) {
            XWPFRun headline = run(aligned(paragraph(BODY)), content.headline().text());
            headline.setColor(look.colour());
            headline.setFontSize(look.halfPoints() / 2 + 2);
        }
        if (!content.contacts().isEmpty()) {
            XWPFParagraph contacts = aligned(paragraph(BODY));
            for (int index = 0; index < content.contacts().size(); index++) {
                if (index > 0) {
                    run(contacts, SEPARATOR).setColor(GREY);
                }
                Content.Contact contact = content.contacts().get(index);
                for (int part = 0; part < contact.parts().size(); part++) {
                    if (part > 0) {
                        run(contacts, contact.glue());
                    }
                    link(contacts, contact.parts().get(part));
                }
            }
        }
    }

    private void entry(Entry entry) {
        if (entry.title() != null) {
            run(paragraph(ENTRY), entry.title().text());
        }
        List<String> where = new ArrayList<>(texts(entry.where()));
        if (entry.period() != null && !entry.period().text().isEmpty()) {
            where.add(entry.period().text());
        }
        if (!where.isEmpty()) {
            run(paragraph(BODY), String.join(SEPARATOR, where)).setColor(GREY);
        }
        if (entry.link() != null) {
            link(paragraph(BODY), entry.link());
        }
        if (!entry.details().isEmpty()) {
            run(paragraph(BODY), String.join(SEPARATOR, texts(entry.details())));
        }
        if (template.pointsFirst()) {
            points(entry.points());
        }
        if (entry.text() != null) {
            paragraphs(entry.text());
        }
        if (!template.pointsFirst()) {
            points(entry.points());
        }
        if (!entry.keywords().isEmpty()) {
            XWPFParagraph keywords = paragraph(BODY);
            run(keywords, content.words().technologies() + ": ").setBold(true);
            run(keywords, String.join(", ", texts(entry.keywords())));
        }
    }

    private void row(Row row) {
        XWPFParagraph paragraph = paragraph(BODY);
        if (row.label() != null) {
            run(paragraph, row.label().text() + ": ").setBold(true);
        }
        run(paragraph, String.join(", ", row.items().stream().map(Item::text).toList()));
    }

    private void points(List<Field> points) {
        for (Field point : points) {
            XWPFParagraph paragraph = paragraph(POINT);
            paragraph.setNumID(bullets);
            run(paragraph, point.text());
        }
    }

    private void paragraphs(Field field) {
        for (String text : field.text().split("\n\n", -1)) {
            XWPFParagraph paragraph = paragraph(BODY);
            String[] lines = text.split("\n", -1);
            for (int index = 0; index < lines.length; index++) {
                XWPFRun run = paragraph.createRun();
                if (index > 0) {
                    run.addBreak();
                }
                say(paragraph, run, lines[index]);
            }
        }
    }

    private void link(XWPFParagraph paragraph, Link link) {
        if (link.target() == null) {
            run(paragraph, link.field().text());
        } else {
            XWPFHyperlinkRun run = paragraph.createHyperlinkRun(link.target());
            say(paragraph, run, link.field().text());
            run.setColor(look.colour());
        }
    }

    private XWPFParagraph paragraph(String style) {
        XWPFParagraph paragraph = docx.createParagraph();
        paragraph.setStyle(style);
        return paragraph;
    }

    private XWPFParagraph aligned(XWPFParagraph paragraph) {
        if (look.centred()) {
            paragraph.setAlignment(ParagraphAlignment.CENTER);
        }
        return paragraph;
    }

    private static XWPFRun run(XWPFParagraph paragraph, String text) {
        XWPFRun run = paragraph.createRun();
        say(paragraph, run, text);
        return run;
    }

    /** Tells the direction of the paragraph, by its first letter, and of the run: word processors guess neither. */
    private static void say(XWPFParagraph paragraph, XWPFRun run, String text) {
        run.setText(text);
        if (Scripts.isRightToLeft(text)) {
            CTRPr properties = run.getCTR().isSetRPr()
                    ? run.getCTR().getRPr()
                    : run.getCTR().addNewRPr();
            properties.addNewRtl();
            if (paragraph.getRuns().size() == 1) {
                CTPPr direction = paragraph.getCTP().isSetPPr()
                        ? paragraph.getCTP().getPPr()
                        : paragraph.getCTP().addNewPPr();
                direction.addNewBidi();
            }
        }
    }

    private static List<String> texts(List<Field> fields) {
        return fields.stream().map(Field::text).toList();
    }

    private BigInteger bullets() {
        CTAbstractNum list = CTAbstractNum.Factory.newInstance();
        list.setAbstractNumId(BigInteger.ZERO);
        CTLvl level = list.addNewLvl();
        level.setIlvl(BigInteger.ZERO);
        level.addNewNumFmt().setVal(STNumberFormat.BULLET);
        level.addNewLvlText().setVal("•");
        var indent = level.addNewPPr().addNewInd();
        indent.setLeft(BigInteger.valueOf(INDENT_TWIPS));
        indent.setHanging(BigInteger.valueOf(INDENT_TWIPS));
        var numbering = docx.createNumbering();
        return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(list)));
    }

    private void styles() {
        XWPFStyles styles = docx.createStyles();
        int size = look.halfPoints();
        styles.setSpellingLanguage(content.words().locale().toLanguageTag());
        styles.addStyle(style(BODY, "Normal", size, false, "262A2E", 0, 60, -1));
        styles.addStyle(style(TITLE, "Title", size * 2 + 6, true, look.colour(), 0, 40, -1));
        styles.addStyle(style(HEADING, "heading 1", size + 5, true, look.colour(), 260, 80, 0));
        styles.addStyle(style(ENTRY, "heading 2", size + 1, true, "262A2E", 140, 20, 1));
        styles.addStyle(style(POINT, "List Bullet", size, false, "262A2E", 0, 30, -1));
    }

    /**
     * @param before space above, in twips
     * @param after space below, in twips
     * @param level in the outline; -1 for none
     */
    private XWPFStyle style(
            String id, String name, int halfPoints, boolean bold, String colour, int before, int after, int level) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setType(STStyleType.PARAGRAPH);
        style.setStyleId(id);
        style.addNewName().setVal(name);
        style.addNewQFormat();
        if (id.equals(BODY)) {
            style.setDefault(true);
        } else {
            style.addNewBasedOn().setVal(BODY);
            style.addNewNext().setVal(BODY);
        }
        CTRPr text = style.addNewRPr();
        var fonts = text.addNewRFonts();
        fonts.setAscii(look.font());
        fonts.setHAnsi(look.font());
        fonts.setCs(look.font());
        if (bold) {
            text.addNewB();
            text.addNewBCs();
        }
        text.addNewColor().setVal(colour);
        text.addNewSz().setVal(BigInteger.valueOf(halfPoints));
        text.addNewSzCs().setVal(BigInteger.valueOf(halfPoints));
        var paragraph = style.addNewPPr();
        CTSpacing spacing = paragraph.addNewSpacing();
        spacing.setBefore(BigInteger.valueOf(before));
        spacing.setAfter(BigInteger.valueOf(after));
        spacing.setLine(BigInteger.valueOf(template == TemplateName.COMPACT ? 240 : 269));
        spacing.setLineRule(STLineSpacingRule.AUTO);
        if (level >= 0) {
            paragraph.addNewKeepNext();
            paragraph.addNewOutlineLvl().setVal(BigInteger.valueOf(level));
            if (look.centred() && level == 0) {
                paragraph.addNewJc().setVal(org.openxmlformats.schemas.wordprocessingml.x2006.main.STJc.CENTER);
            }
        }
        return new XWPFStyle(style);
    }

    private static byte[] withoutTimes(byte[] file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length);
        try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(file));
                ZipOutputStream timeless = new ZipOutputStream(bytes)) {
            for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                ZipEntry copy = new ZipEntry(part.getName());
                copy.setTimeLocal(WRITTEN_AT);
                timeless.putNextEntry(copy);
                parts.transferTo(timeless);
                timeless.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
