package com.sexyresume.command.achievements;

import com.sexyresume.command.achievements.AchievementsCommand.CountProgress;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionApplied;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralSent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDataReplaced;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDuplicated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeImported;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionLabelled;
import com.sexyresume.events.resumes.ResumesEvent.ResumeVersionRestored;
import com.sexyresume.events.resumes.ResumesEvent.TemplateSelected;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Counts what users do, each event once, and lets their achievements be judged by it (F04, F13). It follows the history
 * from its beginning, in threads of its own, so that what users did before there were achievements counts too.
 */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.achievements.enabled", matchIfMissing = true)
class WhenUserActedThenCountProgress implements Policy<UserEvent> {

    private static final int THREADS = 2;

    private final Definitions definitions;
    private final RecentDays counted = new RecentDays();

    WhenUserActedThenCountProgress(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public int parallelism() {
        return THREADS;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(
                UserRegistered.class,
                ResumeCreated.class,
                ResumeImported.class,
                ResumeDuplicated.class,
                ResumePatched.class,
                ResumeDataReplaced.class,
                ResumeVersionLabelled.class,
                ResumeVersionRestored.class,
                TemplateSelected.class,
                CreditsSpent.class,
                ReferralSent.class,
                ReferralRedeemed.class,
                PaymentSucceeded.class,
                ExportCompleted.class,
                EnhancementCompleted.class,
                SuggestionApplied.class);
    }

    @Override
    public void react(Happened<UserEvent> happened, Reaction reaction) {
        UserEvent event = happened.event();
        Map<Counter, Long> counts = counts(event);
        UserId user = event.userId();
        boolean onlyDaily = counts.keySet().stream().allMatch(Counter::daily);
        LocalDate day = day(happened.time());
        if (!counts.isEmpty() && !(onlyDaily && counted.contains(user, day))) {
            reaction.send("count", count(user, counts, happened));
            if (onlyDaily) {
                counted.add(user, day);
            }
        }
        if (event instanceof ReferralRedeemed redeemed) {
            reaction.send(
                    "count-referred", count(redeemed.referredUserId(), Map.of(Counter.CAME_BY_REFERRAL, 1L), happened));
        }
    }

    private CountProgress count(UserId user, Map<Counter, Long> counts, Happened<UserEvent> happened) {
        return new CountProgress(user, counts, happened.eventId(), happened.time(), definitions.active());
    }

    /** What the event counts for its user. */
    static Map<Counter, Long> counts(UserEvent event) {
        return switch (event) {
            case UserRegistered _ -> Map.of(Counter.REGISTRATIONS, 1L);
            case ResumeCreated _, ResumeDuplicated _ -> Map.of(Counter.RESUMES_CREATED, 1L);
            case ResumeImported _ -> Map.of(Counter.RESUMES_CREATED, 1L, Counter.RESUMES_IMPORTED, 1L);
            case ResumePatched _, ResumeDataReplaced _ -> Map.of(Counter.EDITING_DAYS, 1L);
            case ResumeVersionRestored _ -> Map.of(Counter.EDITING_DAYS, 1L, Counter.VERSIONS_RESTORED, 1L);
            case ResumeVersionLabelled labelled when labelled.labelled() -> Map.of(Counter.VERSIONS_LABELLED, 1L);
            case TemplateSelected _ -> Map.of(Counter.TEMPLATES_SELECTED, 1L);
            case CreditsSpent spent -> Map.of(Counter.CREDITS_SPENT, (long) spent.amount());
            case ReferralSent _ -> Map.of(Counter.REFERRALS_SENT, 1L);
            case ReferralRedeemed _ -> Map.of(Counter.REFERRALS_REDEEMED, 1L);
            case PaymentSucceeded _ -> Map.of(Counter.PAYMENTS_MADE, 1L);
            case ExportCompleted _ -> Map.of(Counter.EXPORTS_COMPLETED, 1L);
            case EnhancementCompleted _ -> Map.of(Counter.ENHANCEMENTS_COMPLETED, 1L);
            case SuggestionApplied _ -> Map.of(Counter.SUGGESTIONS_APPLIED, 1L);
            default -> Map.of();
        };
    }

    private static LocalDate day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * The days that were counted lately, so that most edits cost no command: only what is durable is in it, and what is
     * not in it is decided on the history.
     */
    private static final class RecentDays {

        private static final int MAXIMUM = 20_000;

        private final Set<List<Object>> days = Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Object>, Boolean> eldest) {
                return size() > MAXIMUM;
            }
        });

        synchronized boolean contains(UserId user, LocalDate day) {
            return days.contains(List.<Object>of(user, day));
        }

        synchronized void add(UserId user, LocalDate day) {
            days.add(List.<Object>of(user, day));
        }
    }
}
