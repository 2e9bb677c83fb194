package com.sexyresume.command.enhancements;

import com.sexyresume.language.ChatModel;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an enhancement costs and how many there may be, {@code sexyresume.enhancements.*}.
 *
 * @param engine {@value #RULES}, which needs no network, or {@value ChatModel#ENGINE}
 * @param cost credits for each, charged before it starts and given back when it fails
 * @param dailyLimit for users without premium, counted from 00:00 UTC (B01, D61)
 * @param parallelism how many are worked on at the same time on one node; fixed by the first start on a database
 * @param maxSuggestions of one enhancement; the most confident ones are kept
 * @param patience how long after it may begin an enhancement has to end, from a second on
 */
@ConfigurationProperties("sexyresume.enhancements")
record EnhancementProperties(
        @DefaultValue(EnhancementProperties.RULES) String engine,
        @DefaultValue("0") int cost,
        @DefaultValue("10") int dailyLimit,
        @DefaultValue("4") int parallelism,
        @DefaultValue("50") int maxSuggestions,
        @DefaultValue("1h") Duration patience) {

    static final String RULES = "rules";

    EnhancementProperties {
        if (!Set.of(RULES, ChatModel.ENGINE).contains(engine)) {
            throw new IllegalArgumentException("sexyresume.enhancements.engine is rules or chat");
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("sexyresume.enhancements.patience is a second at least");
        }
        if (cost < 0 || dailyLimit < 0 || parallelism < 1 || maxSuggestions < 1) {
            throw new IllegalArgumentException(
                    "sexyresume.enhancements: cost and daily-limit are at least 0, parallelism and max-suggestions 1");
        }
    }
}
