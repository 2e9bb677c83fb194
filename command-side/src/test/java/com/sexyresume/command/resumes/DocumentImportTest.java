package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.RESUME;
import static com.sexyresume.command.resumes.Story.given;
import static com.sexyresume.command.resumes.Story.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.resumes.ResumeCommand.ImportResume;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeInvalid;
import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.events.resumes.ResumesEvent.ResumeImported;
import com.sexyresume.rendering.JsonResumeExport;
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
        given().when(new ImportResume(RESUME, ADA, Format.JSON_RESUME, "CV", "modern", json("{'work':[{'name':{}}]}")))
                .thenRefused(new ResumeInvalid(
                        List.of(new Violation("/document/work/0/name", "is an object, where a text belongs"))));
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'company':'A','website':'a.example'}     | {'name':'A','url':'a.example'}",
                "{'company':'A','name':'B'}                | {'name':'B','company':'A'}",
                "{'company':'A','name':null}               | {'name':'A'}",
                "{'name':null,'startDate':'2020-02','endDate':null} | {'startDate':'2020-02'}",
                "{'startDate':'May 2020','endDate':'Present'} | {'startDate':'2020-05','current':true}",
                "{'startDate':2018,'endDate':2020}         | {'startDate':'2018','endDate':'2020'}",
                "{'startDate':'2018 - 2020'}               | {'startDate':'2018','endDate':'2020'}",
                "{'startDate':'2018 - now','endDate':''}   | {'startDate':'2018','current':true}",
                "{'endDate':'2018 - 2020','startDate':null} | {'startDate':'2018','endDate':'2020'}",
                "{'date':'2018 - 2020'}                    | {'startDate':'2018','endDate':'2020'}",
                "{'date':'when I was young'}               | {'date':'when I was young'}",
                "{'highlights':'- one\\n- two'}             | {'highlights':['one','two']}",
                "{'highlights':['one',null,3,{'name':'n'}]} | {'highlights':['one','3','n']}",
                "{'summary':['one','two']}                 | {'summary':'one\\ntwo'}",
                "{'location':{'city':'Bonn','country':'DE'}} | {'location':'Bonn, DE'}",
                "{'url':{'href':'a.example'}}              | {'url':'a.example'}",
                "{'name':7}                                | {'name':'7'}",
            })
    void readsAJobAsPeopleWriteItAndGivesItBackSo(String written, String standard) {
        String document = "{'work':[" + written + "]}";
        JsonObject data = imported(document);
        assertThat(JsonResumeExport.standard(data)).isEqualTo(json("{'work':[" + standard + "]}"));
        assertThat(JsonResumeExport.of(data)).isEqualTo(json(document));
        assertThat(ResumeSchema.draft(data, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'skills':['html','css']}                 | {'skills':[{'name':'html'},{'name':'css'}]}",
                "{'skills':'html, css; (a, b)'}            | {'skills':[{'name':'html'},{'name':'css'},{'name':'(a, b)'}]}",
                "{'skills':{'Web':['html'],'Tools':'git, svn'}} | {'skills':[{'name':'Web','keywords':['html']},{'name':'Tools','keywords':['git','svn']}]}",
                "{'skills':{'name':'Web','keywords':null}} | {'skills':[{'name':'Web'}]}",
                "{'skills':[{'name':'Web','keywords':'html, css'}]} | {'skills':[{'name':'Web','keywords':['html','css']}]}",
                "{'work':{'name':'Acme'}}                  | {'work':[{'name':'Acme'}]}",
                "{'languages':'English, German'}           | {'languages':[{'language':'English'},{'language':'German'}]}",
                "{'languages':{'German':'native'}}         | {'languages':[{'language':'German','fluency':'native'}]}",
                "{'languages':[{'name':'German','level':'C2'}]} | {'languages':[{'language':'German','fluency':'C2'}]}",
                "{'hobbies':['chess']}                     | {'interests':[{'name':'chess'}]}",
                "{'references':['She is good.']}           | {'references':[{'reference':'She is good.'}]}",
                "{'certifications':[{'title':'C','date':'May 2020'}]} | {'certificates':[{'name':'C','date':'2020-05'}]}",
                "{'publications':[{'website':'a.example'}]} | {'publications':[{'url':'a.example'}]}",
                "{'education':[{'gpa':3.9,'courses':'A, B'}]} | {'education':[{'score':'3.9','courses':['A','B']}]}",
                "{'basics':{'picture':'p.png','website':'a.example','headline':'Dev'}} | {'basics':{'image':'p.png','url':'a.example','label':'Dev'}}",
                "{'basics':{'location':'Bonn','profiles':['https://github.com/p']}} | {'basics':{'location':{'city':'Bonn'},'profiles':[{'url':'https://github.com/p'}]}}",
                "{'basics':{'location':{'postalCode':53111,'city':null}}} | {'basics':{'location':{'postalCode':'53111'}}}",
                "{'basics':{'profiles':{'network':'GitHub'}},'meta':{'version':1},'work':null} | {'basics':{'profiles':[{'network':'GitHub'}]},'meta':{'version':'1'}}",
            })
    void readsADocumentAsPeopleWriteItAndGivesItBackSo(String document, String standard) {
        JsonObject data = imported(document);
        assertThat(JsonResumeExport.standard(data)).isEqualTo(json(standard));
        assertThat(JsonResumeExport.of(data)).isEqualTo(json(document));
        assertThat(ResumeSchema.draft(data, "")).isEmpty();
    }

    @Test
    void givesBackAsItWasWrittenWhatIsNotEdited() {
        JsonObject data = imported(
                "{'work':[{'company':'A','position':'Dev','startDate':'May 2020','endDate':null}],'skills':['a','b']}");
        String edited = data.toString()
                .replaceFirst("\"Dev\"", "\"CTO\"")
                .replaceFirst("\"2020-05\"", "\"2020-06\"")
                .replaceFirst("\"name\":\"b\"", "\"name\":\"c\"");
        assertThat(JsonResumeExport.of(JsonValues.object(edited))).isEqualTo(json("""
                {'work':[{'company':'A','position':'CTO','startDate':'2020-06','endDate':null}],
                 'skills':['a',{'name':'c'}]}"""));
    }

    @Test
    void losesNoNullEntryButTheNullItself() {
        assertThat(JsonResumeExport.of(imported("{'work':[null,{'company':'A'}],'skills':[null]}")))
                .isEqualTo(json("{'work':[{'company':'A'}],'skills':[]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'work':[{'startDate':'03/04/2020'}]}     | /document/work/0/startDate",
                "{'work':[null,{'endDate':'soon'}]}        | /document/work/1/endDate",
                "{'work':[{'startDate':'Present'}]}        | /document/work/0/startDate",
                "{'awards':[{'date':'2018 - 2020'}]}       | /document/awards/0/date",
                "{'work':[{'highlights':[[]]}]}            | /document/work/0/highlights/0",
                "{'work':[{'highlights':true}]}            | /document/work/0/highlights",
                "{'work':[7]}                              | /document/work/0",
                "{'work':true}                             | /document/work",
                "{'basics':7,'work':[]}                    | /document/basics",
                "{'basics':{'location':7}}                 | /document/basics/location",
                "{'basics':{'name':true}}                  | /document/basics/name",
                "{'education':[{'gpa':7,'school':'U','startDate':'2020-99-99'}]} | /document/education/0/startDate",
            })
    void tellsInWordsWhereSomethingCannotBeRead(String document, String pointer) {
        assertThat(DocumentImport.of(json(document), Format.JSON_RESUME, RESUME.value())
                        .violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.pointer()).isEqualTo(pointer);
                    assertThat(violation.detail()).doesNotContain("regex", "^", "[0-9]");
                });
    }

    @Test
    void keepsMoreHighlightsThanAnybodyHas() {
        String highlights = "'x',".repeat(999) + "'y'";
        JsonObject data = imported("{'work':[{'highlights':[" + highlights + "]}]}");
        assertThat(data.getJsonArray("experience").getJsonObject(0).getJsonArray("achievements"))
                .hasSize(1_000);
        assertThat(data.get("extensions")).isNull();
    }

    @Test
    void tellsWhichFieldsStayEmptyBecauseTheyCannotSayIt() {
        DocumentImport.Imported imported = DocumentImport.of(
                json("{'basics':{'name':'Ada','email':'none','url':'nowhere'},'work':[{'name':'" + "x".repeat(201)
                        + "','highlights':['" + "y".repeat(10_001) + "']}]}"),
                Format.JSON_RESUME,
                RESUME.value());
        assertThat(imported.violations()).isEmpty();
        assertThat(imported.notes())
                .containsExactly(
                        new DocumentImport.Note("/personalInfo/email", "is no address"),
                        new DocumentImport.Note("/personalInfo/website", "is no web address"),
                        new DocumentImport.Note("/experience/0/company", "has more than 200 characters"),
                        new DocumentImport.Note(
                                "/experience/0/achievements", "has a text of more than 10000 characters"));
    }

    private static JsonObject imported(String document) {
        assertThat(JsonResumeReader.read((JsonObject) json(document), "").violations())
                .isEmpty();
        return DocumentImport.ofJsonResume((JsonObject) json(document), RESUME.value());
    }
}
