package com.sexyresume.command.exports;

import com.sexyresume.events.exports.ExportFormat;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What exports cost and how long they live, {@code sexyresume.exports.*}. Open formats are free for everyone, because
 * people may always take what they wrote elsewhere; PDF and DOCX are unlocked by an entitlement or cost credits (B11).
 *
 * @param credits of a PDF or DOCX for whoever is not entitled; 0 makes them free
 * @param lifetime of a file (B10, R01)
 * @param patience how long after it may begin an export has to be rendered; then it fails, and its credits are given
 *     back
 * @param parallelism files that are rendered at the same time
 */
@ConfigurationProperties("sexyresume.exports")
record ExportProperties(
        @DefaultValue("5") int credits,
        @DefaultValue("24h") Duration lifetime,
        @DefaultValue("1h") Duration patience,
        @DefaultValue("2") int parallelism) {

    ExportProperties {
        if (credits < 0 || parallelism < 1 || !lifetime.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "sexyresume.exports: credits >= 0, parallelism >= 1, lifetime > 0, patience > 0");
        }
    }

    /** Credits, at least 0. */
    int cost(ExportFormat format, boolean isUnlocked) {
        return isUnlocked || isOpen(format) ? 0 : credits;
    }

    private static boolean isOpen(ExportFormat format) {
        return switch (format) {
            case PDF, DOCX -> false;
            case JSON, MD, TXT -> true;
        };
    }
}
