package com.sexyresume.command.letters;

import com.sexyresume.language.ChatModel;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters are written, {@code sexyresume.letters.*}.
 *
 * @param engine {@value #TEMPLATE}, which needs no network, or {@value ChatModel#ENGINE}
 * @param dailyLimit letters that an engine writes for users without premium, counted from 00:00 UTC
 * @param parallelism how many are written at the same time on one node; fixed by the first start on a database
 */
@ConfigurationProperties("sexyresume.letters")
record LetterProperties(
        @DefaultValue(LetterProperties.TEMPLATE) String engine,
        @DefaultValue("10") int dailyLimit,
        @DefaultValue("2") int parallelism) {

    static final String TEMPLATE = "template";

    LetterProperties {
        if (!Set.of(TEMPLATE, ChatModel.ENGINE).contains(engine)) {
            throw new IllegalArgumentException("sexyresume.letters.engine is template or chat");
        }
        if (dailyLimit < 0 || parallelism < 1) {
            throw new IllegalArgumentException(
                    "sexyresume.letters: daily-limit is at least 0, parallelism is at least 1");
        }
    }
}
