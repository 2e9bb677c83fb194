package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.RESUME;
import static com.sexyresume.command.resumes.Story.given;
import static com.sexyresume.command.resumes.Story.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.resumes.ResumeCommand.ImportResume;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeInvalid;
import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.rendering.JsonResumeExport;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document is written in shows in itself: it is read as that, or refused; it is never half understood. */
class ForeignDocumentsTest {

    @Test
    void readsReactiveResume4() {
        assertThat(shown("""
                {'basics':{'name':'Pat','headline':'Dev','email':'p@e.org','location':'Berlin',
                  'url':{'label':'','href':'https://p.example'},'picture':{'url':''}},
                 'sections':{'summary':{'content':'<p>I <b>build</b> &amp; run.</p>'},
                  'experience':{'items':[{'company':'Acme','position':'Dev','location':'Bonn','date':'May 2018 - now',
                    'summary':'<p>Web.</p><ul><li><p>Built a shop</p></li><li>Ran it</li></ul>','url':{'href':''}}]},
                  'education':{'items':[{'institution':'U','studyType':'BSc','area':'CS','date':'2014 - 2018'}]},
                  'skills':{'items':[{'name':'Web','description':'Expert','level':5,'keywords':['HTML','CSS']}]},
                  'languages':{'items':[{'name':'German','description':'native','level':5}]},
                  'profiles':{'items':[{'network':'GitHub','username':'p','url':{'href':'https://github.com/p'}}]}},
                 'metadata':{}}""")).isEqualTo(json("""
                {'basics':{'name':'Pat','label':'Dev','email':'p@e.org','location':{'city':'Berlin'},
                  'url':'https://p.example','summary':'I build & run.',
                  'profiles':[{'network':'GitHub','username':'p','url':'https://github.com/p'}]},
                 'work':[{'name':'Acme','position':'Dev','location':'Bonn','startDate':'2018-05','current':true,
                   'summary':'Web.','highlights':['Built a shop','Ran it']}],
                 'education':[{'institution':'U','studyType':'BSc','area':'CS','startDate':'2014','endDate':'2018'}],
                 'skills':[{'name':'Web','level':'Expert','keywords':['HTML','CSS']}],
                 'languages':[{'language':'German','fluency':'native'}]}"""));
    }

    @Test
    void readsRenderCv() {
        assertThat(shown("""
                {'cv':{'name':'Pat','headline':'Dev','website':'https://p.example',
                  'social_networks':[{'network':'GitHub','username':'p'}],
                  'sections':{'summary':['I build.'],
                   'experience':[{'company':'Acme','position':'Dev','start_date':'2018-05','end_date':'present',
                     'highlights':['Built a shop']}],
                   'education':[{'institution':'U','area':'CS','degree':'BSc','start_date':2014,'end_date':2018}],
                   'projects':[{'name':'Shop','date':'Fall 2023','highlights':['Sold it']}],
                   'technologies':[{'label':'Web','details':'HTML, CSS'}],
                   'honors':[{'bullet':'First of all'}]}},'design':{'theme':'classic'}}""")).isEqualTo(json("""
                {'basics':{'name':'Pat','label':'Dev','url':'https://p.example','summary':'I build.',
                  'profiles':[{'network':'GitHub','username':'p','url':'https://github.com/p'}]},
                 'work':[{'name':'Acme','position':'Dev','startDate':'2018-05','current':true,
                   'highlights':['Built a shop']}],
                 'education':[{'institution':'U','area':'CS','studyType':'BSc','startDate':'2014','endDate':'2018'}],
                 'projects':[{'name':'Shop','endDate':'2023','highlights':['Sold it']}],
                 'skills':[{'name':'Web','keywords':['HTML','CSS']}],
                 'awards':[{'title':'First of all'}]}"""));
    }

    @Test
    void readsEuropass() {
        assertThat(shown("""
                {'SkillsPassport':{'LearnerInfo':{
                  'Identification':{'PersonName':{'FirstName':'Pat','Surname':'Example'},
                    'ContactInfo':{'Email':{'Contact':'p@e.org'},'Telephone':[{'Contact':'1'}]}},
                  'WorkExperience':[{'Period':{'From':{'Year':2018,'Month':5},'Current':true},
                    'Position':{'Label':'Dev'},'Employer':{'Name':'Acme'},'Activities':'<ul><li>Built</li></ul>'}],
                  'Skills':{'Linguistic':{'MotherTongue':[{'Description':{'Label':'German'}}]},
                    'Computer':{'Description':'<p>HTML</p>'}}}}}""")).isEqualTo(json("""
                {'basics':{'name':'Pat Example','email':'p@e.org','phone':'1'},
                 'work':[{'name':'Acme','position':'Dev','startDate':'2018-05','current':true,'highlights':['Built']}],
                 'languages':[{'language':'German','fluency':'Native'}],
                 'skills':[{'name':'Computer','keywords':['HTML']}]}"""));
    }

    @Test
    void keepsTheWholeDocumentOfAnotherService() {
        JsonValue document = json("{'cv':{'name':'Pat','sections':{'Odd':[{'x':1}]}},'design':{'theme':'classic'}}");
        assertThat(imported(document).data().asJsonObject().getJsonObject("extensions"))
                .isEqualTo(json("{'renderCv':" + document + "}"));
    }

    @Test
    void readsItsOwnDataWhateverItIsSaidToBe() {
        DocumentImport.Imported imported =
                imported(json("{'personalInfo':{'fullName':'Ada'},'experience':[{'company':'Engines'}]}"));
        assertThat(imported.violations()).isEmpty();
        assertThat(imported.format()).isEqualTo(Format.RESUME_DATA);
    }

    @Test
    void readsADocumentWithinAnother() {
        assertThat(shown("{'data':{'resume':{'basics':{'name':'Pat'}}}}")).isEqualTo(json("{'basics':{'name':'Pat'}}"));
        assertThat(imported(json("{'resume':{'basics':{'name':{}}}}")).violations())
                .containsExactly(new Violation("/document/resume/basics/name", "is an object, where a text belongs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'basics':{'name':'Pat'}}]",
                "'text'",
                "{}",
                "{'x':1}",
                "{'firstName':'Pat','lastName':'Example','positions':{'values':[{'title':'Dev'}]}}",
                "{'first_name':'Pat','experiences':[{'company':'Acme'}],'education':[{'schoolName':'U'}],'skills':['a']}",
                "{'Candidate':{'PersonName':{'GivenName':'Pat'}}}",
                "{'profile':{'name':'Pat'},'jobs':[{'employer':'Acme'}]}",
                "{'experience':[{'title':'Dev'}],'languages':[{'language':'German'}]}",
                "{'resume':{'x':{}}}",
            })
    void refusesWhatItDoesNotKnowAndTellsWhatItReads(String document) {
        assertThat(imported(json(document)).violations())
                .containsExactly(new Violation("/document", DocumentFormat.READ));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'basics':{}}",
                "{'basics':{'name':'','email':null}}",
                "{'work':[]}",
                "{'work':[{}],'skills':null}",
                "{'basics':null,'work':null}",
                "{'education':[{'schoolName':'U'}]}",
                "{'cv':{'sections':{}}}",
                "{'basics':{},'sections':{},'metadata':{}}",
                "{'$schema':'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json'}",
            })
    void makesNothingOfADocumentThatSaysNothing(String document) {
        assertThat(imported(json(document)).violations())
                .containsExactly(new Violation("/document", DocumentFormat.EMPTY));
        given().when(new ImportResume(RESUME, ADA, Format.JSON_RESUME, "CV", "modern", json(document)))
                .thenRefused(new ResumeInvalid(List.of(new Violation("/document", DocumentFormat.EMPTY))));
    }

    @Test
    void makesNothingOfItsOwnDataThatSayNothing() {
        given().when(new ImportResume(
                        RESUME, ADA, Format.RESUME_DATA, "CV", "modern", json("{'experience':[{'id':'a'}]}")))
                .thenRefused(new ResumeInvalid(List.of(new Violation("/document", DocumentFormat.EMPTY))));
    }

    private static DocumentImport.Imported imported(JsonValue document) {
        return DocumentImport.of(document, Format.JSON_RESUME, RESUME.value());
    }

    /** What is shown of the résumé that the document becomes, as a JSON Resume document. */
    private static JsonObject shown(String document) {
        DocumentImport.Imported imported = imported(json(document));
        assertThat(imported.violations()).isEmpty();
        assertThat(ResumeSchema.draft(imported.data(), "")).isEmpty();
        return JsonResumeExport.standard((JsonObject) imported.data());
    }
}
