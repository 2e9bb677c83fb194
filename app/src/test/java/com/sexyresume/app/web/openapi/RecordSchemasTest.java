package com.sexyresume.app.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.exports.ExportFailure;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemasTest {

    record Ended(
            @Schema(description = "Why", implementation = ExportFailure.class)
            String why,

            @Schema(implementation = ExportFailure.class) @Nullable
            String perhaps) {}

    @Test
    void aTextThatIsACodeIsDescribedByItsEnum() throws Exception {
        ModelConverters converters = new ModelConverters(true);
        converters.addConverter(new RecordSchemas());

        String schema = Json31.mapper()
                .writeValueAsString(converters.resolveAsResolvedSchema(new AnnotatedType(Ended.class)).schema);

        String codes = "\"insufficient-credits\",\"characters-not-shown\",\"document-too-large\",\"rendering-failed\","
                + "\"not-rendered-in-time\"";
        assertThat(schema)
                .contains("\"why\":{\"type\":\"string\",\"description\":\"Why\",\"enum\":[" + codes + "]}")
                .contains("\"perhaps\":{\"type\":[\"string\",\"null\"],\"enum\":[" + codes + ",null]}");
    }
}
