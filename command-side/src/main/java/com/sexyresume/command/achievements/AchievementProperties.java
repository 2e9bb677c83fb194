package com.sexyresume.command.achievements;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code sexyresume.achievements.*}.
 *
 * @param startingSet whether the definitions that the application comes with are recorded at its start
 * @param longestDryRun after which a dry run is given up
 */
@ConfigurationProperties("sexyresume.achievements")
record AchievementProperties(
        @DefaultValue("true") boolean startingSet,
        @DefaultValue("5s") Duration longestDryRun) {}
