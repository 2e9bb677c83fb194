package com.sexyresume.rendering;

import com.sexyresume.rendering.Content.Contact;
import com.sexyresume.rendering.Content.Entries;
import com.sexyresume.rendering.Content.Entry;
import com.sexyresume.rendering.Content.Field;
import com.sexyresume.rendering.Content.Item;
import com.sexyresume.rendering.Content.Link;
import com.sexyresume.rendering.Content.Prose;
import com.sexyresume.rendering.Content.Row;
import com.sexyresume.rendering.Content.Rows;
import com.sexyresume.rendering.Content.Section;
import java.text.BreakIterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A résumé as a tree of elements: what a document says is text nodes and the addresses of links, never markup, because
 * nothing is ever parsed (ADR 0010). No element that loads anything is made. Text within a line stands in elements side
 * by side, never beside a bare text: the layout engine writes bare text first, and machines would read it first.
 */
final class HtmlPage {

    private static final String SEPARATOR = " · ";
    /** Longer periods are no dates; they get lines of their own. */
    private static final int MAX_PERIOD_LENGTH = 32;
    /** Longer contacts may be broken. */
    private static final int MAX_WHOLE_LENGTH = 50;

    private static final Set<String> PARAGRAPHS = Set.of("h1", "h2", "h3", "p", "li");

    private static final int MAX_WORD_LENGTH = 80;
    private static final int WORD_PART_LENGTH = 20;
    /** Where a word that is longer than a line may be broken. */
    static final char ZERO_WIDTH_SPACE = '\u200B';

    private final Document document;
    private final Content content;
    private final TemplateName template;
    private final UnaryOperator<String> visible;

    private HtmlPage(Content content, TemplateName template, UnaryOperator<String> visible) {
        this.content = content;
        this.template = template;
        this.visible = visible;
        try {
            document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** @param visible gives each text as it can be shown */
    static Document of(Content content, TemplateName template, String styles, UnaryOperator<String> visible) {
        return new HtmlPage(content, template, visible).document(styles);
    }

    private Document document(String styles) {
        Element html = document.createElement("html");
        html.setAttribute("lang", content.words().locale().toLanguageTag());
        document.appendChild(html);
        Element head = child(html, "head", "");
        String name = content.name() == null ? "" : content.name().text();
        String title = name.isEmpty()
                ? content.words().resume()
                : name + " – " + content.words().resume();
        text(child(head, "title", ""), title);
        meta(head, "subject", title);
        if (!name.isEmpty()) {
            meta(head, "author", name);
        }
        child(head, "style", "").appendChild(document.createTextNode(styles));
        Element body = child(html, "body", template.templateName());
        boolean isMirrored = content.header().stream()
                .findFirst()
                .map(first -> Scripts.isRightToLeft(first.text()))
                .orElse(false);
        if (isMirrored) {
            body.setAttribute("class", template.templateName() + " mirrored");
        }
        masthead(child(body, "div", "masthead"));
        for (Section section : content.sections()) {
            Element part = child(body, "div", "section " + section.kind().key());
            text(child(part, "h2", ""), content.words().heading(section.kind()));
            switch (section) {
                case Prose prose -> paragraphs(part, prose.text());
                case Entries entries -> entries.entries().forEach(entry -> entry(child(part, "div", "entry"), entry));
                case Rows rows -> rows.rows().forEach(row -> row(child(part, "p", "row"), row));
            }
        }
        direct(body);
        return document;
    }

    /** Tells the direction of each paragraph whose first letter is written from right to left. */
    private static void direct(Element parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                if (!PARAGRAPHS.contains(element.getTagName())) {
                    direct(element);
                } else if (Scripts.isRightToLeft(element.getTextContent())) {
                    element.setAttribute("dir", "rtl");
                    element.setAttribute("class", (element.getAttribute("class") + " rtl").strip());
                }
            }
        }
    }

    private void masthead(Element masthead) {
        if (content.name() != null) {
            text(child(masthead, "h1", ""), content.name().text());
        }
        if (content.headline() != null) {
            text(child(masthead, "p", "headline"), content.headline().text());
        }
        if (!content.contacts().isEmpty()) {
            Element contacts = child(masthead, "p", "contacts");
            for (int index = 0; index < content.contacts().size(); index++) {
                if (index > 0) {
                    text(child(contacts, "span", ""), " ");
                }
                contact(
                        contacts,
                        content.contacts().get(index),
                        index + 1 < content.contacts().size());
            }
        }
    }

    private void contact(Element parent, Contact contact, boolean isFollowed) {
        boolean isWhole = contact.text().length() <= MAX_WHOLE_LENGTH;
        Element whole = child(parent, "span", isWhole ? "whole" : "");
        for (int index = 0; index < contact.parts().size(); index++) {
            if (index > 0) {
                text(child(whole, "span", ""), contact.glue());
            }
            link(whole, contact.parts().get(index));
        }
        if (isFollowed) {
            // At the end of a line, never at the beginning of one.
            text(child(whole, "span", "separator"), "\u00A0·");
        }
    }

    private void entry(Element parent, Entry entry) {
        Element head = child(parent, "div", "head");
        boolean isPeriodShort = entry.period() != null && entry.period().text().length() <= MAX_PERIOD_LENGTH;
        if (entry.title() != null) {
            // The space keeps the words apart for a reader of the file's text.
            text(child(head, "h3", ""), entry.title().text() + (isPeriodShort ? "\u00A0" : ""));
        }
        if (entry.period() != null) {
            boolean isBeside = entry.title() != null && isPeriodShort;
            text(
                    child(head, "p", isBeside ? "when" : "when-alone"),
                    entry.period().text());
        }
        joined(head, "where", entry.where());
        if (entry.link() != null) {
            link(child(head, "p", "link"), entry.link());
        }
        joined(head, "details", entry.details());
        if (template.pointsFirst()) {
            points(parent, entry.points());
        }
        if (entry.text() != null) {
            paragraphs(parent, entry.text());
        }
        if (!template.pointsFirst()) {
            points(parent, entry.points());
        }
        if (!entry.keywords().isEmpty()) {
            Element keywords = child(parent, "p", "keywords");
            text(child(keywords, "span", "label"), content.words().technologies() + ": ");
            text(child(keywords, "span", ""), String.join(", ", texts(entry.keywords())));
        }
    }

    private void row(Element parent, Row row) {
        if (row.label() != null) {
            text(child(parent, "span", "label"), row.label().text() + ": ");
        }
        text(
                child(parent, "span", ""),
                String.join(", ", row.items().stream().map(Item::text).toList()));
    }

    private void points(Element parent, List<Field> points) {
        if (!points.isEmpty()) {
            Element list = child(parent, "ul", "points");
            points.forEach(point -> text(child(list, "li", ""), point.text()));
        }
    }

    private void paragraphs(Element parent, Field field) {
        for (String paragraph : field.text().split("\n\n", -1)) {
            Element element = child(parent, "p", "text");
            String[] lines = paragraph.split("\n", -1);
            for (int index = 0; index < lines.length; index++) {
                if (index > 0) {
                    child(element, "br", "");
                }
                text(element, lines[index]);
            }
        }
    }

    private void joined(Element parent, String style, List<Field> fields) {
        if (!fields.isEmpty()) {
            text(child(parent, "p", style), String.join(SEPARATOR, texts(fields)));
        }
    }

    private void link(Element parent, Link link) {
        if (link.target() == null) {
            text(child(parent, "span", ""), link.field().text());
        } else {
            Element anchor = child(parent, "a", "");
            anchor.setAttribute("href", link.target());
            // Assistive technology reads what a link is.
            anchor.setAttribute("title", link.field().text());
            text(anchor, link.field().text());
        }
    }

    private static List<String> texts(List<Field> fields) {
        return fields.stream().map(Field::text).toList();
    }

    private void meta(Element head, String name, String value) {
        Element meta = child(head, "meta", "");
        meta.setAttribute("name", name);
        meta.setAttribute("content", value);
    }

    private void text(Node parent, String text) {
        parent.appendChild(document.createTextNode(breakable(visible.apply(text))));
    }

    /**
     * With places to break in words longer than any line, because looking for one takes time that grows with the square
     * of a word's length. Only such words have marks in them, which no reader sees.
     */
    private static String breakable(String text) {
        if (Scripts.hasUnspacedWords(text)) {
            return withWordEnds(text);
        }
        StringBuilder breakable = new StringBuilder(text);
        int wordEnd = text.length();
        for (int index = text.length() - 1; index >= -1; index--) {
            if (index < 0 || Character.isWhitespace(text.charAt(index))) {
                if (wordEnd - index > MAX_WORD_LENGTH) {
                    for (int at = wordEnd - 1; at > index + 1; at--) {
                        if ((at - index) % WORD_PART_LENGTH == 0 && !Character.isLowSurrogate(text.charAt(at))) {
                            breakable.insert(at, ZERO_WIDTH_SPACE);
                        }
                    }
                }
                wordEnd = index;
            }
        }
        return breakable.toString();
    }

    /** With such a place at every end of a word. */
    private static String withWordEnds(String text) {
        StringBuilder breakable = new StringBuilder(text.length() * 2);
        BreakIterator words = Scripts.wordsOf(text);
        int from = words.first();
        for (int to = words.next(); to != BreakIterator.DONE; from = to, to = words.next()) {
            breakable.append(text, from, to);
            if (to < text.length() && !Character.isWhitespace(text.charAt(to - 1))) {
                breakable.append(ZERO_WIDTH_SPACE);
            }
        }
        return breakable.toString();
    }

    private Element child(Node parent, String name, String style) {
        Element element = document.createElement(name);
        if (!style.isEmpty()) {
            element.setAttribute("class", style);
        }
        parent.appendChild(element);
        return element;
    }
}
