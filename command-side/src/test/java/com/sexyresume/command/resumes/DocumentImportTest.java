package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.RESUME;
import static com.sexyresume.command.resumes.Story.given;
import static com.sexyresume.command.resumes.Story.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.resumes.ResumeCommand.ImportResume;
import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.events.resumes.ResumesEvent.ResumeImported;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table is in docs/json-resume.md. */
class DocumentImportTest {

    @Test
    void movesWhatTheDataCanSayAndKeepsTheRest() {
        JsonObject data = imported("""
                {'$schema':'s','basics':{'name':'Ada','label':'Programmer','email':'a@b.c','phone':'1',
                  'url':'https://ada.example','summary':'I count.','location':{'city':'London','countryCode':'GB'},
                  'profiles':[{'network':'Linkedin','username':'ada','url':'https://linkedin.com/in/ada'}]},
                 'work':[{'name':'Engines','position':'Programmer','startDate':'1842-10-05','endDate':'1843-09',
                          'summary':'Notes','highlights':['Note G'],'url':'https://engines.example'}],
                 'languages':[{'language':'French'}],'x':1}""");
        String id = data.getJsonArray("experience").getJsonObject(0).getString("id");
        assertThat(data).isEqualTo(json("""
                {'personalInfo':{'fullName':'Ada','email':'a@b.c','phone':'1','location':'London, GB',
                  'linkedin':'https://linkedin.com/in/ada','website':'https://ada.example','summary':'I count.'},
                 'experience':[{'id':'ID','company':'Engines','position':'Programmer','startDate':'1842-10',
                   'endDate':'1843-09','current':false,'description':'Notes','achievements':['Note G']}],
                 'extensions':{'jsonResume':{
                   'basics':{'label':'Programmer','location':{'city':'London','countryCode':'GB'},
                     'profiles':[{'network':'Linkedin','username':'ada','url':'https://linkedin.com/in/ada'}]},
                   'work':{'ID':{'startDate':'1842-10-05','url':'https://engines.example'}},
                   'document':{'$schema':'s','languages':[{'language':'French'}],'x':1}}}}""".replace("ID", id)));
        assertThat(ResumeSchema.draft(data, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'startDate':'2020'}                                    | {'current':true}                                            | {'startDate':'2020'}",
                "{'startDate':'2020-02'}                                 | {'startDate':'2020-02','current':true}                      | ``",
                "{'startDate':'2020-02-30'}                              | {'startDate':'2020-02','current':true}                      | {'startDate':'2020-02-30'}",
                "{'startDate':'2020-19-01'}                              | {'current':true}                                            | {'startDate':'2020-19-01'}",
                "{'startDate':'2020-02','endDate':''}                    | {'startDate':'2020-02','current':true}                      | {'endDate':''}",
                "{'endDate':'2020-02'}                                   | {'endDate':'2020-02','current':false}                       | ``",
                "{'startDate':'2020-02','current':false}                 | {'startDate':'2020-02','current':false}                     | {'current':false}",
                "{'endDate':'2020-02','current':true}                    | {'endDate':'2020-02','current':true}                        | {'current':true}",
                "{'current':'yes'}                                       | {}                                                          | {'current':'yes'}",
                "{'id':7}                                                | {}                                                          | {'id':7}",
                "{'name':''}                                             | {'company':''}                                              | ``",
                "{}                                                      | {}                                                          | ``",
            })
    void readsAJob(String theirs, String ours, String kept) {
        JsonObject data = imported("{'work':[" + theirs + "]}");
        JsonObject entry = data.getJsonArray("experience").getJsonObject(0);
        String id = entry.getString("id");
        assertThat(JsonValues.JSON.createObjectBuilder(entry).remove("id").build())
                .isEqualTo(json(ours));
        assertThat(data.get("extensions"))
                .isEqualTo(kept.isEmpty() ? null : json("{'jsonResume':{'work':{'" + id + "':" + kept + "}}}"));
        assertThat(ResumeSchema.draft(data, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'level':'Expert'}         | {'level':'Expert'}         | ``",
                "{'level':'EXPERT'}         | {'level':'Expert'}         | {'level':'EXPERT'}",
                "{'level':'Master'}         | {}                         | {'level':'Master'}",
                "{'category':'Soft'}        | {'category':'Soft'}        | ``",
                "{'category':'Sports'}      | {}                         | {'category':'Sports'}",
                "{'keywords':['a']}         | {}                         | {'keywords':['a']}",
            })
    void readsASkill(String theirs, String ours, String kept) {
        JsonObject data = imported("{'skills':[" + theirs + "]}");
        JsonObject entry = data.getJsonArray("skills").getJsonObject(0);
        String id = entry.getString("id");
        assertThat(JsonValues.JSON.createObjectBuilder(entry).remove("id").build())
                .isEqualTo(json(ours));
        assertThat(data.get("extensions"))
                .isEqualTo(kept.isEmpty() ? null : json("{'jsonResume':{'skills':{'" + id + "':" + kept + "}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'email':'not an address'}                                            | {}",
                "{'email':''}                                                          | {}",
                "{'url':'javascript:alert(1)'}                                         | {}",
                "{'location':{}}                                                       | {}",
                "{'location':{'address':'1 St James Square','postalCode':'SW1'}}       | {'location':'1 St James Square'}",
                "{'location':{'region':'Kent','address':'x','city':''}}                | {'location':'Kent'}",
                "{'profiles':[{'network':'GitHub','url':'https://github.com/ada'}]}    | {}",
                "{'profiles':[{'network':'LINKEDIN','url':'no link'},{'network':'LinkedIn','url':'linkedin.com/in/ada'}]} | {}",
            })
    void keepsOfBasicsWhatTheDataCannotSay(String basics, String ours) {
        JsonObject data = imported("{'basics':" + basics + "}");
        assertThat(data.get("personalInfo")).isEqualTo(json(ours));
        assertThat(data.get("extensions")).isEqualTo(json("{'jsonResume':{'basics':" + basics + "}}"));
    }

    @Test
    void tellsAnEmptySectionFromAnAbsentOne() {
        assertThat(imported("{'work':[],'basics':{}}")).isEqualTo(json("{'personalInfo':{},'experience':[]}"));
        assertThat(imported("{}")).isEqualTo(json("{}"));
    }

    @Test
    void givesTheSameIdsToTheSameResumeAndOthersToOthers() {
        String document = "{'work':[{},{}],'projects':[{}]}";
        assertThat(imported(document)).isEqualTo(imported(document));
        assertThat(imported(document)
                        .getJsonArray("experience")
                        .getJsonObject(0)
                        .getString("id"))
                .isNotEqualTo(imported(document)
                        .getJsonArray("experience")
                        .getJsonObject(1)
                        .getString("id"));
        assertThat(DocumentImport.ofJsonResume((JsonObject) json(document), ADA.value()))
                .isNotEqualTo(imported(document));
    }

    @Test
    void isRecordedWithItsFormat() {
        given().when(new ImportResume(
                        RESUME, ADA, Format.JSON_RESUME, "CV", "classic", json("{'basics':{'name':'Ada'}}")))
                .then(new ResumeImported(
                        RESUME,
                        ADA,
                        Format.JSON_RESUME,
                        "CV",
                        "classic",
                        json("{'personalInfo':{'fullName':'Ada'}}").toString()));
    }

    @Test
    void refusesWhatIsNoJsonResume() {
        given().when(new ImportResume(RESUME, ADA, Format.JSON_RESUME, "CV", "modern", json("{'work':[{'name':1}]}")))
                .thenRefused(new ResumeInvalid(
                        List.of(new Violation("/document/work/0/name", "number found, string expected"))));
    }

    @Test
    void givesIdsToTheEntriesOfThisSystemsOwnDataThatHaveNone() {
        JsonObject data = given().when(new ImportResume(
                        RESUME, ADA, Format.RESUME_DATA, "CV", "modern", json("{'skills':[{'name':'a'},{'id':'b'}]}")))
                .thenState()
                .data()
                .json();
        assertThat(data.getJsonArray("skills").getJsonObject(0).getString("id")).hasSize(36);
        assertThat(data.getJsonArray("skills").getJsonObject(1)).isEqualTo(json("{'id':'b'}"));
    }

    @Test
    void refusesThisSystemsOwnDataWhenTheyAreWrong() {
        given().when(new ImportResume(
                        RESUME, ADA, Format.RESUME_DATA, "CV", "modern", json("{'skills':[{'id':'a'},{'id':'a'}]}")))
                .thenRefused(new ResumeInvalid(
                        List.of(new Violation("/document/skills/1/id", "is the id of another entry of the section"))));
        given().when(new ImportResume(RESUME, ADA, Format.RESUME_DATA, "CV", "modern", json("[]")))
                .thenRefused(new ResumeInvalid(List.of(new Violation("/document", "array found, object expected"))));
    }

    private static JsonObject imported(String document) {
        assertThat(ResumeSchema.jsonResume(json(document), "")).isEmpty();
        return DocumentImport.ofJsonResume((JsonObject) json(document), RESUME.value());
    }
}
