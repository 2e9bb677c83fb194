package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {

    @Test
    void areTheSameAsTreesAndAsText() {
        Random random = RandomJson.seeded(getClass());
        for (int tried = 0; tried < 500; tried++) {
            JsonObject object = RandomJson.object(random);
            assertThat(JsonValues.of(JsonValues.node(object))).isEqualTo(object);
            assertThat(JsonValues.object(object.toString())).isEqualTo(object);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0,1", "10e-1,1", "1e2,100", "1.50,1.5", "-0.0,0", "0e9,0", "1e-3,0.001", "100,100"})
    void haveOneFormForEachNumber(String written, String form) {
        JsonValue number = JsonValues.number(new BigDecimal(written));
        assertThat(number).isEqualTo(JsonValues.number(new BigDecimal(form))).hasToString(form);
    }
}
