package com.sexyresume.query.analytics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is analysed, with the category and action of the document's convention (EV01–EV11), and what the steps of its
 * funnels need besides (D55). A name is either of the history, which no client may claim, or of clients.
 */
enum EventName {
    USER_SIGNED_UP("auth", "signup", Origin.HISTORY),
    RESUME_CREATED("resume", "create", Origin.HISTORY),
    TEMPLATE_SELECTED("template", "select", Origin.HISTORY),
    EXPORT_REQUESTED("export", "request", Origin.HISTORY),
    EXPORT_COMPLETED("export", "complete", Origin.HISTORY),
    EXPORT_DOWNLOADED("export", "download", Origin.HISTORY),
    AI_ENHANCEMENT_STARTED("ai", "enhance_start", Origin.HISTORY),
    AI_ENHANCEMENT_COMPLETED("ai", "enhance_complete", Origin.HISTORY),
    JOB_MATCH_REQUESTED("ai", "job_match", Origin.HISTORY),
    REFERRAL_SENT("growth", "referral_send", Origin.HISTORY),
    ACHIEVEMENT_EARNED("growth", "achievement", Origin.HISTORY),
    PAYMENT_COMPLETED("payment", "complete", Origin.HISTORY),
    /** The page shows that all sections of a résumé are filled in. */
    RESUME_COMPLETED("resume", "complete", Origin.CLIENT),
    PAYMENT_PAGE_VIEWED("payment", "view", Origin.CLIENT),
    UPSELL_SHOWN("growth", "upsell_display", Origin.CLIENT),
    UPSELL_CONVERTED("growth", "upsell_convert", Origin.CLIENT);

    /** What the documentation of the API lists. */
    static final String OF_CLIENTS = "resume_completed, payment_page_viewed, upsell_shown, upsell_converted";

    /** Who tells of it. */
    enum Origin {
        HISTORY,
        CLIENT;

        /** As the column has it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String category;
    private final String action;
    private final Origin origin;

    EventName(String category, String action, Origin origin) {
        this.category = category;
        this.action = action;
        this.origin = origin;
    }

    /** One that a client may send, by its name. */
    static Optional<EventName> ofClient(String text) {
        return Arrays.stream(values())
                .filter(name -> name.origin == Origin.CLIENT && name.text().equals(text))
                .findFirst();
    }

    /** Snake case, as the column and clients have it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String category() {
        return category;
    }

    String action() {
        return action;
    }

    Origin origin() {
        return origin;
    }
}
