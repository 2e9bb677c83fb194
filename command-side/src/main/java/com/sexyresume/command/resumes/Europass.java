package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.ForeignDocument.at;
import static com.sexyresume.command.resumes.ForeignDocument.html;
import static com.sexyresume.command.resumes.ForeignDocument.objects;
import static com.sexyresume.command.resumes.ForeignDocument.put;
import static com.sexyresume.command.resumes.ForeignDocument.text;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A Europass CV (SkillsPassport 3.x in JSON), as JSON Resume. */
final class Europass {

    private Europass() {}

    static JsonObject toJsonResume(JsonObject document) {
        JsonValue learner = at(document, "SkillsPassport", "LearnerInfo");
        JsonObjectBuilder resume = JsonValues.JSON.createObjectBuilder();
        resume.add("basics", basics(learner));
        JsonArrayBuilder work = JsonValues.JSON.createArrayBuilder();
        for (JsonObject theirs : objects(learner, "WorkExperience")) {
            JsonObjectBuilder job = JsonValues.JSON.createObjectBuilder();
            put(job, "name", text(theirs, "Employer", "Name"));
            put(job, "position", text(theirs, "Position", "Label"));
            put(job, "location", text(theirs, "Employer", "ContactInfo", "Address", "Contact", "Municipality"));
            period(job, theirs);
            prose(job, "summary", text(theirs, "Activities"));
            work.add(job);
        }
        add(resume, "work", work);
        JsonArrayBuilder education = JsonValues.JSON.createArrayBuilder();
        for (JsonObject theirs : objects(learner, "Education")) {
            JsonObjectBuilder study = JsonValues.JSON.createObjectBuilder();
            put(study, "institution", text(theirs, "Organisation", "Name"));
            put(study, "studyType", text(theirs, "Title"));
            put(study, "area", text(theirs, "Field", "Label"));
            period(study, theirs);
            education.add(study);
        }
        add(resume, "education", education);
        JsonValue skills = at(learner, "Skills");
        add(resume, "languages", languages(at(skills, "Linguistic")));
        JsonArrayBuilder named = JsonValues.JSON.createArrayBuilder();
        for (String kind : List.of("Communication", "Organisational", "JobRelated", "Computer", "Other")) {
            ForeignDocument.Html said = html(text(skills, kind, "Description"));
            List<String> texts = new ArrayList<>(said.prose().lines().toList());
            texts.addAll(said.items());
            if (!texts.isEmpty()) {
                JsonObjectBuilder skill = JsonValues.JSON.createObjectBuilder().add("name", kind);
                put(skill, "keywords", texts);
                named.add(skill);
            }
        }
        add(resume, "skills", named);
        JsonArrayBuilder awards = JsonValues.JSON.createArrayBuilder();
        for (JsonObject theirs : objects(learner, "Achievement")) {
            JsonObjectBuilder award = JsonValues.JSON.createObjectBuilder();
            put(award, "title", text(theirs, "Title", "Label"));
            put(award, "summary", html(text(theirs, "Description")).prose());
            awards.add(award);
        }
        add(resume, "awards", awards);
        return resume.build();
    }

    private static void add(JsonObjectBuilder resume, String name, JsonArrayBuilder entries) {
        var built = entries.build();
        if (!built.isEmpty()) {
            resume.add(name, built);
        }
    }

    private static JsonObjectBuilder basics(JsonValue learner) {
        JsonValue person = at(learner, "Identification");
        JsonObjectBuilder basics = JsonValues.JSON.createObjectBuilder();
        put(
                basics,
                "name",
                (text(person, "PersonName", "FirstName") + " " + text(person, "PersonName", "Surname")).strip());
        put(basics, "label", text(learner, "Headline", "Description", "Label"));
        JsonValue contact = at(person, "ContactInfo");
        put(basics, "email", text(contact, "Email", "Contact"));
        first(basics, "phone", objects(contact, "Telephone"));
        first(basics, "url", objects(contact, "Website"));
        JsonValue address = at(contact, "Address", "Contact");
        if (address instanceof JsonObject) {
            JsonObjectBuilder location = JsonValues.JSON.createObjectBuilder();
            put(location, "address", text(address, "AddressLine"));
            put(location, "postalCode", text(address, "PostalCode"));
            put(location, "city", text(address, "Municipality"));
            put(location, "countryCode", text(address, "Country", "Code"));
            basics.add("location", location);
        }
        return basics;
    }

    private static void first(JsonObjectBuilder basics, String name, List<JsonObject> contacts) {
        contacts.stream()
                .map(contact -> text(contact, "Contact"))
                .filter(contact -> !contact.isEmpty())
                .findFirst()
                .ifPresent(contact -> basics.add(name, contact));
    }

    private static void period(JsonObjectBuilder entry, JsonObject theirs) {
        put(entry, "startDate", at(theirs, "Period", "From"));
        put(entry, "endDate", at(theirs, "Period", "To"));
        put(entry, "current", at(theirs, "Period", "Current"));
    }

    private static void prose(JsonObjectBuilder entry, String name, String text) {
        ForeignDocument.Html said = html(text);
        put(entry, name, said.prose());
        put(entry, "highlights", said.items());
    }

    private static JsonArrayBuilder languages(JsonValue linguistic) {
        JsonArrayBuilder languages = JsonValues.JSON.createArrayBuilder();
        for (JsonObject mother : objects(linguistic, "MotherTongue")) {
            languages.add(JsonValues.JSON
                    .createObjectBuilder()
                    .add("language", text(mother, "Description", "Label"))
                    .add("fluency", "Native"));
        }
        for (JsonObject foreign : objects(linguistic, "ForeignLanguage")) {
            JsonObjectBuilder language =
                    JsonValues.JSON.createObjectBuilder().add("language", text(foreign, "Description", "Label"));
            String level = text(foreign, "ProficiencyLevel", "SpokenInteraction");
            put(language, "fluency", level.isEmpty() ? text(foreign, "ProficiencyLevel", "Listening") : level);
            languages.add(language);
        }
        return languages;
    }
}
