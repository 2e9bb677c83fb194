package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.command.resumes.ResumesRefusal.PatchInvalid;
import com.sexyresume.command.resumes.ResumesRefusal.PatchPathMissing;
import com.sexyresume.command.resumes.ResumesRefusal.PatchTestFailed;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeInvalid;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON Patch by the letter of RFC 6902, on any object. */
class PatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                    | [{'op':'add','path':'/a','value':1}]                       | {'a':1}",
                "{'a':1}               | [{'op':'add','path':'/a','value':null}]                    | {'a':null}",
                "{'a':[1,2]}           | [{'op':'add','path':'/a/-','value':3}]                     | {'a':[1,2,3]}",
                "{'a':[1,2]}           | [{'op':'add','path':'/a/2','value':3}]                     | {'a':[1,2,3]}",
                "{'a':[1,2]}           | [{'op':'add','path':'/a/0','value':0}]                     | {'a':[0,1,2]}",
                "{'a':[1,2]}           | [{'op':'replace','path':'/a/1','value':[]}]                | {'a':[1,[]]}",
                "{'a':[1,2]}           | [{'op':'remove','path':'/a/0'}]                            | {'a':[2]}",
                "{'a':1}               | [{'op':'remove','path':'/a'}]                              | {}",
                "{'a/b':1,'m~n':2}     | [{'op':'replace','path':'/a~1b','value':3},{'op':'remove','path':'/m~0n'}] | {'a/b':3}",
                "{'~1':1}              | [{'op':'replace','path':'/~01','value':2}]                 | {'~1':2}",
                "{'':1}                | [{'op':'replace','path':'/','value':2}]                    | {'':2}",
                "{'a':{'b':1}}         | [{'op':'move','from':'/a/b','path':'/c'}]                  | {'a':{},'c':1}",
                "{'a':1}               | [{'op':'move','from':'/a','path':'/ab'}]                   | {'ab':1}",
                "{'a':1}               | [{'op':'move','from':'/a','path':'/a'}]                    | {'a':1}",
                "{'a':{'b':1}}         | [{'op':'move','from':'/a','path':''}]                      | {'b':1}",
                "{'a':[1,2,3]}         | [{'op':'move','from':'/a/0','path':'/a/2'}]                | {'a':[2,3,1]}",
                "{'a':[1,2,3]}         | [{'op':'move','from':'/a/2','path':'/a/-'}]                | {'a':[1,2,3]}",
                "{'a':[1,2]}           | [{'op':'copy','from':'/a','path':'/a/-'}]                  | {'a':[1,2,[1,2]]}",
                "{'a':{'b':1}}         | [{'op':'copy','from':'','path':'/a/c'}]                    | {'a':{'b':1,'c':{'a':{'b':1}}}}",
                "{'a':{'b':1}}         | [{'op':'copy','from':'/a','path':''}]                      | {'b':1}",
                "{'a':1}               | [{'op':'replace','path':'','value':{'b':2}}]               | {'b':2}",
                "{'a':1}               | [{'op':'add','path':'','value':{'b':2}}]                   | {'b':2}",
                "{'a':1}               | [{'op':'test','path':'/a','value':1}]                      | {'a':1}",
                "{'a':{'b':1,'c':[]}}  | [{'op':'test','path':'/a','value':{'c':[],'b':1}}]         | {'a':{'b':1,'c':[]}}",
                "{'a':1}               | [{'op':'test','path':'','value':{'a':1}}]                  | {'a':1}",
                "{'1':{'01':5}}        | [{'op':'remove','path':'/1/01'}]                           | {'1':{}}",
                "{'-':1}               | [{'op':'remove','path':'/-'}]                              | {}",
            })
    void applies(String data, String patch, String expected) {
        Patch.Outcome outcome = Patch.apply((JsonObject) json(data), json(patch));
        assertThat(outcome).isInstanceOfSatisfying(Patch.Applied.class, applied -> {
            assertThat(applied.data()).isEqualTo(json(expected));
            // What is recorded leads to the same, by the library alone.
            assertThat(ResumeData.of(json(data).toString())
                            .patched(applied.operations().toString())
                            .json())
                    .isEqualTo(json(expected));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}             | [{'op':'replace','path':'/a','value':1}]                    | /0/path",
                "{}             | [{'op':'remove','path':'/a'}]                               | /0/path",
                "{}             | [{'op':'test','path':'/a','value':null}]                    | /0/path",
                "{}             | [{'op':'add','path':'/a/b','value':1}]                      | /0/path",
                "{'a':1}        | [{'op':'add','path':'/a/b','value':1}]                      | /0/path",
                "{'a':[1]}      | [{'op':'add','path':'/a/2','value':1}]                      | /0/path",
                "{'a':[1]}      | [{'op':'add','path':'/a/-1','value':1}]                     | /0/path",
                "{'a':[1]}      | [{'op':'add','path':'/a/+0','value':1}]                     | /0/path",
                "{'a':[1]}      | [{'op':'add','path':'/a/','value':1}]                       | /0/path",
                "{'a':[1]}      | [{'op':'add','path':'/a/1e0','value':1}]                    | /0/path",
                "{'a':[1]}      | [{'op':'replace','path':'/a/-','value':1}]                  | /0/path",
                "{'a':[1]}      | [{'op':'remove','path':'/a/-'}]                             | /0/path",
                "{'a':[1]}      | [{'op':'add','path':'/a/-/b','value':1}]                    | /0/path",
                "{'a':[1,2]}    | [{'op':'replace','path':'/a/01','value':1}]                 | /0/path",
                "{'a':[1]}      | [{'op':'replace','path':'/a/00','value':1}]                 | /0/path",
                "{'a':[1]}      | [{'op':'replace','path':'/a/99999999999999999999','value':1}] | /0/path",
                "{'a':[1]}      | [{'op':'replace','path':'/a/4294967296','value':1}]         | /0/path",
                "{}             | [{'op':'copy','from':'/a','path':'/b'}]                     | /0/from",
                "{}             | [{'op':'move','from':'/a','path':'/b'}]                     | /0/from",
                "{'a':1}        | [{'op':'move','from':'/a','path':'/b/c'}]                   | /0/path",
                "{'a':[1]}      | [{'op':'move','from':'/a/0','path':'/a/1'}]                 | /0/path",
                "{'a':1}        | [{'op':'test','path':'/a','value':1},{'op':'remove','path':'/b'}] | /1/path",
            })
    void refusesAPlaceThatIsNotThere(String data, String patch, String pointer) {
        assertThat(Patch.apply((JsonObject) json(data), json(patch)))
                .isEqualTo(new Patch.Refused(new PatchPathMissing(pointer)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'add'}                                                     | ``",
                "[1]                                                              | /0",
                "[{}]                                                             | /0/op",
                "[{'op':1,'path':'/a'}]                                           | /0/op",
                "[{'op':'put','path':'/a','value':1}]                             | /0/op",
                "[{'op':'ADD','path':'/a','value':1}]                             | /0/op",
                "[{'op':'add','value':1}]                                         | /0/path",
                "[{'op':'add','path':1,'value':1}]                                | /0/path",
                "[{'op':'add','path':'a','value':1}]                              | /0/path",
                "[{'op':'add','path':'#/a','value':1}]                            | /0/path",
                "[{'op':'add','path':'/a~','value':1}]                            | /0/path",
                "[{'op':'add','path':'/a~2b','value':1}]                          | /0/path",
                "[{'op':'add','path':'/b'}]                                       | /0/value",
                "[{'op':'copy','path':'/b'}]                                      | /0/from",
                "[{'op':'copy','from':'a','path':'/b'}]                           | /0/from",
                "[{'op':'remove','path':''}]                                      | /0/path",
                "[{'op':'move','from':'/a','path':'/a/b'}]                        | /0/path",
                "[{'op':'move','from':'','path':'/b'}]                            | /0/path",
            })
    void refusesWhatIsNoPatch(String patch, String pointer) {
        assertThat(Patch.apply((JsonObject) json("{'a':{}}"), json(patch)))
                .isInstanceOfSatisfying(
                        Patch.Refused.class,
                        refused -> assertThat(refused.why())
                                .isInstanceOfSatisfying(
                                        PatchInvalid.class,
                                        invalid -> assertThat(invalid.pointer()).isEqualTo(pointer)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'op':'test','path':'/a','value':2}]",
                "[{'op':'test','path':'/a','value':'1'}]",
                "[{'op':'test','path':'/a','value':null}]",
                "[{'op':'add','path':'/b','value':1},{'op':'test','path':'','value':{'a':1}}]",
            })
    void refusesAFailedTest(String patch) {
        assertThat(Patch.apply((JsonObject) json("{'a':1}"), json(patch)))
                .isInstanceOfSatisfying(
                        Patch.Refused.class,
                        refused -> assertThat(refused.why()).isInstanceOf(PatchTestFailed.class));
    }

    @Test
    void refusesARootThatIsNoObject() {
        assertThat(Patch.apply((JsonObject) json("{}"), json("[{'op':'replace','path':'','value':[]}]")))
                .isEqualTo(new Patch.Refused(new ResumeInvalid(List.of(new Violation("", "is no object")))));
    }

    @Test
    void leavesTheDataAsItWas() {
        JsonObject data = (JsonObject) json("{'a':[1,{'b':2}]}");
        Patch.apply(data, json("[{'op':'add','path':'/a/1/c','value':3},{'op':'remove','path':'/a/0'}]"));
        assertThat(data).isEqualTo(json("{'a':[1,{'b':2}]}"));
    }

    @Test
    void refusesMoreOperationsThanAPatchMayHave() {
        String operation = "{'op':'add','path':'/a','value':1}";
        String most = "[" + (operation + ",").repeat(DataLimits.MAX_OPERATIONS - 1) + operation + "]";
        String tooMany = "[" + (operation + ",").repeat(DataLimits.MAX_OPERATIONS) + operation + "]";
        assertThat(Patch.apply(JsonValue.EMPTY_JSON_OBJECT, json(most))).isInstanceOf(Patch.Applied.class);
        assertThat(Patch.apply(JsonValue.EMPTY_JSON_OBJECT, json(tooMany)))
                .isEqualTo(new Patch.Refused(new PatchInvalid("", "A patch has at most 1000 operations.")));
    }

    @Test
    void refusesCopiesThatWouldDoubleTheDataAgainAndAgain() {
        StringBuilder bomb = new StringBuilder("[{'op':'add','path':'/a','value':'x'}");
        for (int copy = 0; copy < 100; copy++) {
            bomb.append(",{'op':'copy','from':'','path':'/c").append(copy).append("'}");
        }
        assertThat(Patch.apply(JsonValue.EMPTY_JSON_OBJECT, json(bomb + "]")))
                .isInstanceOfSatisfying(
                        Patch.Refused.class,
                        refused -> assertThat(refused.why().detail()).contains("copies more than"));
    }

    /** Why moves are examined here: should the library learn this, the case can go. */
    @Test
    void cannotLeaveEveryMoveToTheLibrary() {
        var patch = JsonValues.JSON.createPatch(JsonValues.array("""
                [{"op":"move","from":"/a","path":"/ab"}]"""));
        JsonObject data = JsonValues.object("""
                {"a":1}""");
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> patch.apply(data));
    }

    /** Each operation copies every array and object on its path: 30 of them with 1,000 members each. */
    @Test
    void aPatchThatCopiesTooMuchIsRefusedBeforeItDoes() {
        JsonObjectBuilder wide = JsonValues.JSON.createObjectBuilder();
        for (int member = 0; member < 999; member++) {
            wide.add("m" + member, 0);
        }
        JsonObject members = wide.build();
        JsonValue deep = JsonValues.JSON.createArrayBuilder().add(1).build();
        StringBuilder path = new StringBuilder();
        for (int depth = 0; depth < 30; depth++) {
            deep = JsonValues.JSON.createObjectBuilder(members).add("d", deep).build();
            path.append("/d");
        }
        JsonObject data = (JsonObject) deep;
        JsonArrayBuilder operations = JsonValues.JSON.createArrayBuilder();
        for (int operation = 0; operation < DataLimits.MAX_OPERATIONS; operation++) {
            operations.add(JsonValues.JSON
                    .createObjectBuilder()
                    .add("op", "add")
                    .add("path", path + "/0")
                    .add("value", operation));
        }
        JsonValue patch = operations.build();
        long nanos = Long.MAX_VALUE;
        // The quickest of a few: the others tell about the machine.
        for (int run = 0; run < 5; run++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            assertThat(Patch.apply(data, patch))
                    .isInstanceOfSatisfying(
                            Patch.Refused.class,
                            refused -> assertThat(refused.why()).isInstanceOf(PatchInvalid.class));
            nanos = Math.min(nanos, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
        }
        assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofMillis(100));
    }
}
