package com.sexyresume.rendering;

import com.sexyresume.rendering.Content.Contact;
import com.sexyresume.rendering.Content.Entries;
import com.sexyresume.rendering.Content.Entry;
import com.sexyresume.rendering.Content.Field;
import com.sexyresume.rendering.Content.Item;
import com.sexyresume.rendering.Content.Link;
import com.sexyresume.rendering.Content.Period;
import com.sexyresume.rendering.Content.Prose;
import com.sexyresume.rendering.Content.Row;
import com.sexyresume.rendering.Content.Rows;
import com.sexyresume.rendering.Content.Section;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what can be shown from a JSON Resume 1.x document: members of another type than the format says, and texts
 * without a visible character, count as missing.
 */
final class ContentReader {

    private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{2,40}");

    private final JsonObject resume;
    private final Words words;
    private final int maxCharacters;
    private int characters;

    private ContentReader(JsonObject resume, Words words, int maxCharacters) {
        this.resume = resume;
        this.words = words;
        this.maxCharacters = maxCharacters;
    }

    /** @throws DocumentTooLarge when more than that many characters would be shown */
    static Content read(JsonObject resume, TemplateName template, Locale locale, int maxCharacters) {
        return new ContentReader(resume, new Words(locale), maxCharacters).content(template);
    }

    private Content content(TemplateName template) {
        Place basics = new Place(object(resume.get("basics")), "/basics", "");
        Field name = basics.line("name", "Name");
        Field headline = basics.line("label", "Headline");
        List<Contact> contacts = contacts(basics);
        Field summary = basics.text("summary", "Summary");
        List<Section> sections = new ArrayList<>();
        for (SectionKind kind : template.sections()) {
            Section section = switch (kind) {
                case SUMMARY -> summary == null ? null : new Prose(kind, summary);
                case WORK -> entries(kind, "work", "Experience", this::job);
                case PROJECTS -> entries(kind, "projects", "Project", this::project);
                case EDUCATION -> entries(kind, "education", "Education", this::study);
                case CERTIFICATES -> entries(kind, "certificates", "Certificate", this::certificate);
                case AWARDS -> entries(kind, "awards", "Award", this::award);
                case PUBLICATIONS -> entries(kind, "publications", "Publication", this::publication);
                case VOLUNTEERING -> entries(kind, "volunteer", "Volunteering", this::volunteering);
                case REFERENCES -> entries(kind, "references", "Reference", this::reference);
                case SKILLS -> skills(kind);
                case LANGUAGES -> languages(kind);
                case INTERESTS -> interests(kind);
            };
            if (section != null) {
                sections.add(section);
            }
        }
        return new Content(words, name, headline, contacts, sections);
    }

    private List<Contact> contacts(Place basics) {
        List<Contact> contacts = new ArrayList<>();
        Field email = basics.line("email", "E-mail");
        if (email != null) {
            boolean isMailbox = MAILBOX.matcher(email.text()).matches();
            add(contacts, "", List.of(new Link(email, isMailbox ? "mailto:" + email.text() : null)));
        }
        Field phone = basics.line("phone", "Phone");
        if (phone != null) {
            boolean isNumber = PHONE.matcher(phone.text()).matches();
            String target = isNumber ? "tel:" + phone.text().replaceAll("[^+0-9]", "") : null;
            add(contacts, "", List.of(new Link(phone, target)));
        }
        Place location = basics.inside("location", "Location: ");
        // A town is enough, and safer than an address.
        List<String> parts = location.says("city", "region")
                ? List.of("city", "region", "countryCode")
                : List.of("address", "postalCode", "countryCode");
        List<@Nullable Link> town = new ArrayList<>();
        parts.forEach(part -> town.add(unlinked(location.line(part, part))));
        add(contacts, ", ", town);
        Link website = web(basics.line("url", "Website"));
        if (website != null) {
            add(contacts, "", List.of(website));
        }
        JsonArray profiles = array(basics.object().get("profiles"));
        for (int index = 0; index < profiles.size(); index++) {
            Place profile = new Place(
                    object(profiles.get(index)), "/basics/profiles/" + index, "Profile " + (index + 1) + ": ");
            Link url = web(profile.line("url", "address"));
            if (url != null) {
                add(contacts, "", List.of(url));
            } else {
                List<@Nullable Link> account = new ArrayList<>();
                account.add(unlinked(profile.line("network", "network")));
                account.add(unlinked(profile.line("username", "user name")));
                add(contacts, ": ", account);
            }
        }
        return contacts;
    }

    private Entry job(Place job) {
        return new Entry(
                job.line("position", "position"),
                period(job),
                fields(job.line("name", "employer"), job.line("location", "place"), job.line("description", "about")),
                web(job.line("url", "address")),
                List.of(),
                job.text("summary", "description"),
                job.lines("highlights", "achievement"),
                List.of());
    }

    private Entry project(Place project) {
        return new Entry(
                project.line("name", "name"),
                period(project),
                fields(project.line("entity", "organisation"), project.line("type", "type")),
                web(project.line("url", "address")),
                project.lines("roles", "role"),
                project.text("description", "description"),
                project.lines("highlights", "achievement"),
                project.lines("keywords", "technology"));
    }

    private Entry study(Place study) {
        Field degree = study.line("studyType", "degree");
        Field area = study.line("area", "field");
        return new Entry(
                degree == null ? area : degree,
                period(study),
                fields(degree == null ? null : area, study.line("institution", "institution")),
                web(study.line("url", "address")),
                fields(study.graded("score", "score"), study.line("honors", "honours")),
                null,
                study.lines("courses", "course"),
                List.of());
    }

    private Entry certificate(Place certificate) {
        return new Entry(
                certificate.line("name", "name"),
                day(certificate, "date"),
                fields(certificate.line("issuer", "issuer")),
                web(certificate.line("url", "address")),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private Entry award(Place award) {
        return new Entry(
                award.line("title", "title"),
                day(award, "date"),
                fields(award.line("awarder", "awarder")),
                null,
                List.of(),
                award.text("summary", "description"),
                List.of(),
                List.of());
    }

    private Entry publication(Place publication) {
        return new Entry(
                publication.line("name", "name"),
                day(publication, "releaseDate"),
                fields(publication.line("publisher", "publisher")),
                web(publication.line("url", "address")),
                List.of(),
                publication.text("summary", "description"),
                List.of(),
                List.of());
    }

    private Entry volunteering(Place volunteering) {
        return new Entry(
                volunteering.line("position", "position"),
                period(volunteering),
                fields(volunteering.line("organization", "organisation")),
                web(volunteering.line("url", "address")),
                List.of(),
                volunteering.text("summary", "description"),
                volunteering.lines("highlights", "achievement"),
                List.of());
    }

    private Entry reference(Place reference) {
        return new Entry(
                reference.line("name", "name"),
                null,
                List.of(),
                null,
                List.of(),
                reference.text("reference", "text"),
                List.of(),
                List.of());
    }

    /** Skills with keywords have a line each; the others share one with those of their category. */
    private @Nullable Section skills(SectionKind kind) {
        List<Row> rows = new ArrayList<>();
        Map<String, Row> categories = new LinkedHashMap<>();
        List<Place> skills = places("skills", "Skill");
        for (Place skill : skills) {
            Field name = skill.line("name", "name");
            Field level = skill.line("level", "level");
            List<Item> keywords = items(skill.lines("keywords", "keyword"));
            if (!keywords.isEmpty()) {
                rows.add(new Row(name == null ? null : new Item(name, level), keywords));
            } else if (name != null) {
                String category = Texts.line(text(skill.object().get("category")));
                Row row = categories.get(category);
                if (row == null) {
                    Field label = category.isEmpty() ? null : skill.line("category", "category");
                    row = new Row(label == null ? null : new Item(label, null), new ArrayList<>());
                    categories.put(category, row);
                    rows.add(row);
                }
                row.items().add(new Item(name, level));
            }
        }
        return rows.isEmpty() ? null : new Rows(kind, rows);
    }

    private @Nullable Section languages(SectionKind kind) {
        List<Item> items = new ArrayList<>();
        for (Place language : places("languages", "Language")) {
            Field name = language.line("language", "name");
            Field fluency = language.line("fluency", "fluency");
            if (name != null) {
                items.add(new Item(name, fluency));
            } else if (fluency != null) {
                items.add(new Item(fluency, null));
            }
        }
        return items.isEmpty() ? null : new Rows(kind, List.of(new Row(null, items)));
    }

    private @Nullable Section interests(SectionKind kind) {
        List<Row> rows = new ArrayList<>();
        List<Item> plain = new ArrayList<>();
        for (Place interest : places("interests", "Interest")) {
            Field name = interest.line("name", "name");
            List<Item> keywords = items(interest.lines("keywords", "keyword"));
            if (!keywords.isEmpty()) {
                rows.add(new Row(name == null ? null : new Item(name, null), keywords));
            } else if (name != null) {
                plain.add(new Item(name, null));
            }
        }
        if (!plain.isEmpty()) {
            rows.addFirst(new Row(null, plain));
        }
        return rows.isEmpty() ? null : new Rows(kind, rows);
    }

    private @Nullable Section entries(
            SectionKind kind, String member, String label, java.util.function.Function<Place, Entry> reading) {
        List<Entry> entries = new ArrayList<>();
        for (Place place : places(member, label)) {
            Entry entry = reading.apply(place);
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
        }
        return entries.isEmpty() ? null : new Entries(kind, entries);
    }

    private List<Place> places(String member, String label) {
        JsonArray array = array(resume.get(member));
        List<Place> places = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            places.add(
                    new Place(object(array.get(index)), "/" + member + "/" + index, label + " " + (index + 1) + ": "));
        }
        return places;
    }

    private @Nullable Period period(Place place) {
        Field start = place.date("startDate", "start");
        Field end = place.date("endDate", "end");
        JsonValue current = place.object().get("current");
        // JSON Resume says by a missing end that something goes on, unless it says otherwise.
        boolean isOngoing = JsonValue.TRUE.equals(current) || (start != null && !JsonValue.FALSE.equals(current));
        String ongoing = end == null && isOngoing ? words.present() : null;
        return start == null && end == null && ongoing == null ? null : new Period(start, end, ongoing);
    }

    private @Nullable Period day(Place place, String member) {
        Field date = place.date(member, "date");
        return date == null ? null : new Period(date, null, null);
    }

    private static @Nullable Link web(@Nullable Field field) {
        if (field == null) {
            return null;
        }
        return new Link(field, WebAddress.of(field.text()));
    }

    private static List<Item> items(List<Field> fields) {
        return fields.stream().map(field -> new Item(field, null)).toList();
    }

    private static List<Field> fields(@Nullable Field... fields) {
        List<Field> present = new ArrayList<>();
        for (Field field : fields) {
            if (field != null) {
                present.add(field);
            }
        }
        return present;
    }

    private static @Nullable Link unlinked(@Nullable Field field) {
        return field == null ? null : new Link(field, null);
    }

    private static void add(List<Contact> contacts, String glue, List<? extends @Nullable Link> parts) {
        List<Link> present = new ArrayList<>();
        for (Link part : parts) {
            if (part != null) {
                present.add(part);
            }
        }
        if (!present.isEmpty()) {
            contacts.add(new Contact(present, glue));
        }
    }

    private static JsonObject object(@Nullable JsonValue value) {
        return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonArray array(@Nullable JsonValue value) {
        return value instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
    }

    private static String text(@Nullable JsonValue value) {
        return value instanceof JsonString string ? string.getString() : "";
    }

    /** An object of the document, where it is, and what the labels of its fields begin with. */
    private final class Place {
        private final JsonObject object;
        private final String pointer;
        private final String label;

        Place(JsonObject object, String pointer, String label) {
            this.object = object;
            this.pointer = pointer;
            this.label = label;
        }

        JsonObject object() {
            return object;
        }

        Place inside(String member, String innerLabel) {
            return new Place(ContentReader.object(object.get(member)), pointer + "/" + member, innerLabel);
        }

        boolean says(String... members) {
            for (String member : members) {
                if (!Texts.line(ContentReader.text(object.get(member))).isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        @Nullable
        Field line(String member, String name) {
            return field(member, name, Texts.line(ContentReader.text(object.get(member))));
        }

        @Nullable
        Field graded(String member, String name) {
            String grade = Texts.line(ContentReader.text(object.get(member)));
            return field(member, name, grade.isEmpty() ? "" : words.grade() + ": " + grade);
        }

        @Nullable
        Field text(String member, String name) {
            return field(member, name, Texts.clean(ContentReader.text(object.get(member))));
        }

        @Nullable
        Field date(String member, String name) {
            return field(member, name, words.date(Texts.line(ContentReader.text(object.get(member)))));
        }

        List<Field> lines(String member, String name) {
            JsonArray array = array(object.get(member));
            List<Field> fields = new ArrayList<>();
            for (int index = 0; index < array.size(); index++) {
                Field field = field(
                        member + "/" + index,
                        name + " " + (index + 1),
                        Texts.point(ContentReader.text(array.get(index))));
                if (field != null) {
                    fields.add(field);
                }
            }
            return fields;
        }

        private @Nullable Field field(String member, String name, String text) {
            if (text.isEmpty()) {
                return null;
            }
            for (String line : text.split("\n", -1)) {
                characters += Math.max(line.length(), Content.LINE_COST);
                if (characters > maxCharacters) {
                    throw new DocumentTooLarge(DocumentTooLarge.Measure.CHARACTERS, maxCharacters);
                }
            }
            return new Field(pointer + "/" + member, label + name, text);
        }
    }
}
