package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C15, D59. */
class ResumeSchemaTest {

    private static final String COMPLETE = """
            {'personalInfo':{'fullName':'Ada','email':'a@b.c','phone':'1','location':'London','summary':'I count.'},
             'experience':[{'id':'e','company':'Engines','position':'Programmer','startDate':'1842-10','endDate':'1843-09',
                            'current':false,'description':'Notes','achievements':[]}],
             'education':[{'id':'d','institution':'Home','degree':'None','field':'Mathematics','startDate':'1830-01',
                           'endDate':'1835-07'}],
             'skills':[{'id':'s','name':'Mathematics','level':'Expert','category':'Technical'}],
             'projects':[{'id':'p','name':'Note G','description':'Bernoulli','technologies':['brass'],
                          'startDate':'1843-01','current':true}]}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'personalInfo':{},'experience':[],'education':[],'skills':[],'projects':[],'extensions':{}}",
                "{'personalInfo':{'fullName':'','email':'','phone':'','location':'','linkedin':'','website':'','summary':''}}",
                "{'experience':[{'id':'1','company':'','startDate':'','endDate':'','current':true}]}",
                "{'experience':[{'id':'a'},{'id':'b'}],'skills':[{'id':'a'}]}",
                "{'personalInfo':{'website':'https://ada.example/x?y=z','linkedin':'linkedin.com/in/ada'}}",
                "{'personalInfo':{'website':'münchen.de'}}",
                "{'extensions':{'anything':[{'goes':{'here':null}}]}}",
                COMPLETE
            })
    void takesADraft(String data) {
        assertThat(ResumeSchema.draft(json(data), "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                       | ``",
                "null                                                     | ``",
                "'text'                                                   | ``",
                "{'hobbies':[]}                                           | /hobbies",
                "{'personalInfo':null}                                    | /personalInfo",
                "{'personalInfo':[]}                                      | /personalInfo",
                "{'personalInfo':{'fullName':1}}                          | /personalInfo/fullName",
                "{'personalInfo':{'fullName':null}}                       | /personalInfo/fullName",
                "{'personalInfo':{'a/b':1}}                               | /personalInfo/a~1b",
                "{'personalInfo':{'email':'ada'}}                         | /personalInfo/email",
                "{'personalInfo':{'email':'a b@c.d'}}                     | /personalInfo/email",
                "{'personalInfo':{'website':'javascript:alert(1)//.x'}}   | /personalInfo/website",
                "{'personalInfo':{'website':'data:text/html,x.y'}}        | /personalInfo/website",
                "{'personalInfo':{'linkedin':'in ada'}}                   | /personalInfo/linkedin",
                "{'experience':{}}                                        | /experience",
                "{'experience':[1]}                                       | /experience/0",
                "{'experience':[{}]}                                      | /experience/0/id",
                "{'experience':[{'id':''}]}                               | /experience/0/id",
                "{'experience':[{'id':'a b'}]}                            | /experience/0/id",
                "{'experience':[{'id':'a'},{'id':'b'},{'id':'a'}]}        | /experience/2/id",
                "{'experience':[{'id':'a','current':'yes'}]}              | /experience/0/current",
                "{'experience':[{'id':'a','startDate':'2020'}]}           | /experience/0/startDate",
                "{'experience':[{'id':'a','startDate':'2020-13'}]}        | /experience/0/startDate",
                "{'experience':[{'id':'a','startDate':'2020-00'}]}        | /experience/0/startDate",
                "{'experience':[{'id':'a','startDate':'2020-1'}]}         | /experience/0/startDate",
                "{'experience':[{'id':'a','endDate':'2020-01-01'}]}       | /experience/0/endDate",
                "{'experience':[{'id':'a','achievements':['x',1]}]}       | /experience/0/achievements/1",
                "{'experience':[{'id':'a','salary':1}]}                   | /experience/0/salary",
                "{'education':[{'id':'a'},{'id':'a'}]}                    | /education/1/id",
                "{'skills':[{'id':'a','level':'Guru'}]}                   | /skills/0/level",
                "{'skills':[{'id':'a','level':'expert'}]}                 | /skills/0/level",
                "{'skills':[{'id':'a','category':'technical'}]}           | /skills/0/category",
                "{'projects':[{'id':'a','url':'no link'}]}                | /projects/0/url",
                "{'extensions':[]}                                        | /extensions",
            })
    void tellsWhereADraftIsWrong(String data, String pointer) {
        assertThat(ResumeSchema.draft(json(data), "/data"))
                .singleElement()
                .extracting(Violation::pointer)
                .isEqualTo("/data" + pointer);
    }

    @Test
    void saysTheSameInEveryLanguageAndWithoutTheValue() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(ResumeSchema.draft(json("{'personalInfo':{'email':'secret'}}"), ""))
                    .containsExactly(new Violation("/personalInfo/email", "is no e-mail address"));
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void boundsItsTextsAndLists() {
        String longText = "x".repeat(201);
        assertThat(ResumeSchema.draft(json("{'personalInfo':{'fullName':'" + longText + "'}}"), ""))
                .containsExactly(new Violation("/personalInfo/fullName", "must be at most 200 characters long"));
        String emoji = "\ud83d\ude00".repeat(200);
        assertThat(ResumeSchema.draft(json("{'personalInfo':{'fullName':'" + emoji + "'}}"), ""))
                .isEmpty();
        StringBuilder entries = new StringBuilder("{'id':'0'}");
        for (int id = 1; id <= 100; id++) {
            entries.append(",{'id':'").append(id).append("'}");
        }
        assertThat(ResumeSchema.draft(json("{'projects':[" + entries + "]}"), ""))
                .extracting(Violation::pointer)
                .containsExactly("/projects");
    }

    @Test
    void isLinearOnTextsMadeToBeSlow() {
        String slow = "a.".repeat(999) + " ";
        assertThat(ResumeSchema.draft(
                        json("{'personalInfo':{'website':'" + slow + "','email':'" + "a".repeat(250) + " '}}"), ""))
                .hasSize(2);
    }

    @Test
    void aCompleteResumeLacksNothing() {
        assertThat(ResumeSchema.complete((JsonObject) json(COMPLETE))).isEmpty();
    }

    @Test
    void tellsEverythingThatAnEmptyDraftLacks() {
        assertThat(ResumeSchema.complete((JsonObject) json("{}")))
                .containsExactlyInAnyOrder(
                        new Violation("/personalInfo", "is missing"),
                        new Violation("/experience", "is missing"),
                        new Violation("/education", "is missing"),
                        new Violation("/skills", "is missing"),
                        new Violation("/projects", "is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'current':false,                        | 'current':true,                      | /experience/0/endDate",
                "'endDate':'1843-09',                    | ``                                   | /experience/0/endDate",
                "'endDate':'1843-09',                    | 'endDate':'',                        | /experience/0/endDate",
                "'endDate':'1843-09',                    | 'endDate':'1842-09',                 | /experience/0/endDate",
                "'current':false,                        | ``                                   | /experience/0/current",
                "'fullName':'Ada',                       | 'fullName':'',                       | /personalInfo/fullName",
                "'email':'a@b.c',                        | ``                                   | /personalInfo/email",
                "'technologies':['brass'],               | ``                                   | /projects/0/technologies",
                ",'category':'Technical'                 | ``                                   | /skills/0/category",
                ",'current':true                         | ,'current':false                     | /projects/0/endDate",
            })
    void tellsWhatADraftLacks(String part, String instead, String pointer) {
        String draft = COMPLETE.replace(part, instead);
        assertThat(draft).isNotEqualTo(COMPLETE);
        assertThat(ResumeSchema.draft(json(draft), "")).isEmpty();
        assertThat(ResumeSchema.complete((JsonObject) json(draft)))
                .singleElement()
                .extracting(Violation::pointer)
                .isEqualTo(pointer);
    }

    @Test
    void whatGoesOnNeedsNoEnd() {
        String ongoing = COMPLETE.replace("'endDate':'1843-09',", "").replace("'current':false,", "'current':true,");
        assertThat(ResumeSchema.complete((JsonObject) json(ongoing))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                            | ``",
                "{'basics':[]}                                 | /basics",
                "{'basics':{'name':null}}                      | /basics/name",
                "{'basics':{'location':'London'}}              | /basics/location",
                "{'basics':{'profiles':[{'url':1}]}}           | /basics/profiles/0/url",
                "{'work':{}}                                   | /work",
                "{'work':[1]}                                  | /work/0",
                "{'work':[{'startDate':'May 2020'}]}           | /work/0/startDate",
                "{'work':[{'highlights':'many'}]}              | /work/0/highlights",
                "{'volunteer':[{'endDate':2020}]}              | /volunteer/0/endDate",
                "{'skills':[{'keywords':[1]}]}                 | /skills/0/keywords/0",
                "{'awards':[{'date':'20-1-1'}]}                | /awards/0/date",
                "{'meta':'1.0'}                                | /meta",
            })
    void tellsWhereAJsonResumeIsWrong(String document, String pointer) {
        assertThat(ResumeSchema.jsonResume(json(document), "/document"))
                .singleElement()
                .extracting(Violation::pointer)
                .isEqualTo("/document" + pointer);
    }

    @Test
    void publishesWhatItJudgesBy() {
        assertThat(ResumeSchema.TEXTS.keySet())
                .isEqualTo(new java.util.TreeSet<>(
                        List.of("json-resume.json", "resume-data-complete.json", "resume-data.json")));
    }
}
