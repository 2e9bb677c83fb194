package com.sexyresume.events;

import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.achievements.AchievementsEvent;
import com.sexyresume.events.compliance.ComplianceEvent;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import com.sexyresume.events.exports.ExportsEvent;
import com.sexyresume.events.letters.LettersEvent;
import com.sexyresume.events.matching.MatchingEvent;
import com.sexyresume.events.payments.PaymentsEvent;
import com.sexyresume.events.referrals.ReferralsEvent;
import com.sexyresume.events.resumes.ResumesEvent;
import java.lang.reflect.Constructor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every event there is: what a history may contain, and nothing else can be read from it or written to it. */
public final class EventCatalog {

    /** One sealed interface for each context. */
    public static final List<Class<? extends DomainEvent>> CONTEXTS = List.of(
            AccountsEvent.class,
            AchievementsEvent.class,
            ComplianceEvent.class,
            CreditsEvent.class,
            EnhancementsEvent.class,
            ExportsEvent.class,
            LettersEvent.class,
            MatchingEvent.class,
            PaymentsEvent.class,
            ReferralsEvent.class,
            ResumesEvent.class);

    private EventCatalog() {}

    /** The record class of every event, in the order of their contexts and declarations. */
    public static Set<Class<?>> events() {
        Set<Class<?>> events = new LinkedHashSet<>();
        CONTEXTS.forEach(context -> collect(context, events));
        return events;
    }

    /** How the event's former revisions are read, the oldest first. */
    public static List<Upcaster> upcasters(Class<?> event) {
        return Stream.of(type(event).upcasters())
                .<Upcaster>map(EventCatalog::made)
                .toList();
    }

    /** Every name under which the event was ever recorded, the one of today last. */
    public static Set<String> names(Class<?> event) {
        Set<String> names = new LinkedHashSet<>();
        upcasters(event).forEach(upcaster -> names.add(upcaster.type()));
        names.add(type(event).name());
        return names;
    }

    private static EventType type(Class<?> event) {
        EventType type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getName() + " carries no @EventType");
        }
        return type;
    }

    private static Upcaster made(Class<? extends Upcaster> upcaster) {
        try {
            Constructor<? extends Upcaster> constructor = upcaster.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException failed) {
            throw new IllegalArgumentException(
                    upcaster.getName() + " has no constructor without parameters that works", failed);
        }
    }

    private static void collect(Class<?> type, Set<Class<?>> events) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, events);
            }
        } else {
            events.add(type);
        }
    }
}
