package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {

    @Provide
    Arbitrary<JsonObject> objects() {
        return JsonArbitraries.objects();
    }

    @Property(tries = 500)
    void areTheSameAsTreesAndAsText(@ForAll("objects") JsonObject object) {
        assertThat(JsonValues.of(JsonValues.node(object))).isEqualTo(object);
        assertThat(JsonValues.object(object.toString())).isEqualTo(object);
    }

    @ParameterizedTest
    @CsvSource({"1.0,1", "10e-1,1", "1e2,100", "1.50,1.5", "-0.0,0", "0e9,0", "1e-3,0.001", "100,100"})
    void haveOneFormForEachNumber(String written, String form) {
        JsonValue number = JsonValues.number(new BigDecimal(written));
        assertThat(number).isEqualTo(JsonValues.number(new BigDecimal(form))).hasToString(form);
    }
}
