package com.sexyresume.rendering;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.util.List;
import java.util.Objects;

/** Two documents: what people write, and what they would never write. */
final class Samples {

    private static final String BOMB = "\uD83D\uDCA3";

    private Samples() {}

    static JsonObject realistic() {
        try (JsonReader reader =
                Json.createReader(Objects.requireNonNull(Samples.class.getResourceAsStream("realistic.json")))) {
            return reader.readObject();
        }
    }

    /** What would be loaded, run or reordered if any of it were more than text. */
    static List<String> attacks(String server) {
        return List.of(
                "<img src=\"" + server + "/img\"><script src='" + server + "/js'>alert(1)</script>",
                "<link rel=stylesheet href=" + server + "/css><style>@import url(" + server + "/import);</style>",
                "</style></p></div><object data=\"" + server + "/object\"></object><iframe src=file:///etc/passwd>",
                "body{background:url(" + server + "/background)} @font-face{src:url(" + server + "/font)}",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"" + server + "/svg\"/></svg>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + server + "/xxe\">]><x>&e;</x>",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>&b;",
                "jar:" + server + "/evil.jar!/x data:text/html,<b>x file:///etc/passwd",
                "![alt](" + server + "/markdown) [text](javascript:alert(1)) <" + server + "/auto>",
                "# heading **bold** _under_ `code` ~~struck~~ | a | b | \\ $x^2$ &amp; &#x41;",
                "- list",
                "1. one",
                "1) one",
                "+ plus",
                "> quote",
                "```",
                "===",
                "---",
                "***",
                "# ",
                "    four spaces",
                "{{7*7}} ${7*7} <%= 7*7 %> th:text=\"${x}\" #{7*7}",
                "=HYPERLINK(\"" + server + "/formula\")",
                "right \u202Egnp.exe\u202C \u2066isolated\u2069 left \u200Fmark",
                "nul \u0000 bell \u0007 escape \u001B[31m delete \u007F c1 \u0085 \u009B",
                "lone \uD83D surrogate \uDE00 noncharacter \uFFFF private \uE000",
                "emoji " + BOMB
                        + " family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 wave \uD83D\uDC4B\uD83C\uDFFD flag \uD83C\uDDE9\uD83C\uDDEA",
                "日本語 中文 한국어 עברית العربية ไทย हिन्दी",
                "zalgo e\u0301" + "\u0301\u0302\u0303".repeat(300),
                "soft\u00ADhyphen zero\u200Bwidth \uFEFFbom \uFB01nd o\uFB03ce",
                "one\r\ntwo\rthree\u2028four\u2029five\n\n\n\n\nsix",
                "x".repeat(4_000),
                ("\u00A0".repeat(50) + "wide\t\t").repeat(20));
    }

    /** Every member of every section says every attack. */
    static JsonObject hostile(String server) {
        List<String> attacks = attacks(server);
        String all = String.join("\n", attacks);
        JsonArrayBuilder texts = Json.createArrayBuilder(attacks);
        JsonArrayBuilder work = Json.createArrayBuilder();
        for (int index = 0; index < attacks.size(); index++) {
            String text = attacks.get(index);
            work.add(Json.createObjectBuilder()
                    .add("name", text)
                    .add("position", text)
                    .add("location", attacks.get((index + 1) % attacks.size()))
                    .add("url", index % 2 == 0 ? server + "/link?\"><img src=x>" : "javascript:alert(1)")
                    .add("startDate", index % 3 == 0 ? text : "2020-01")
                    .add("endDate", index % 3 == 1 ? "9999-99-99" : "")
                    .add("summary", text));
        }
        return Json.createObjectBuilder()
                .add(
                        "basics",
                        Json.createObjectBuilder()
                                .add("name", attacks.getFirst())
                                .add("label", attacks.get(1))
                                .add("email", "a@b.example\"><img src=" + server + "/mail>")
                                .add("phone", "tel:" + server)
                                .add("url", "file:///etc/passwd")
                                .add("image", server + "/portrait.png")
                                .add("summary", all)
                                .add(
                                        "location",
                                        Json.createObjectBuilder()
                                                .add("city", attacks.get(2))
                                                .add("region", 7))
                                .add(
                                        "profiles",
                                        Json.createArrayBuilder()
                                                .add(Json.createObjectBuilder()
                                                        .add("network", attacks.get(3))
                                                        .add("username", "x"))
                                                .add(Json.createObjectBuilder()
                                                        .add("url", "data:text/html,<script>1</script>"))
                                                .add("no object")))
                .add("work", work)
                .add(
                        "education",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("institution", attacks.get(4))
                                        .add("courses", texts)
                                        .add("score", attacks.get(9))
                                        .addNull("area")))
                .add(
                        "skills",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", attacks.get(5))
                                        .add("category", attacks.get(6)))
                                .add(Json.createObjectBuilder().add("keywords", Json.createArrayBuilder(attacks))))
                .add(
                        "projects",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder().add("keywords", Json.createArrayBuilder(attacks))))
                .add("languages", "not an array")
                .add(
                        "awards",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder())
                                .addNull())
                .add(
                        "references",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("reference", attacks.get(9))))
                .build();
    }
}
