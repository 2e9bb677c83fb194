package com.sexyresume.events;

import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.compliance.ComplianceEvent;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.resumes.ResumesEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every event there is: what a history may contain, and nothing else can be read from it or written to it. */
public final class EventCatalog {

    /** One sealed interface for each context. */
    public static final List<Class<? extends DomainEvent>> CONTEXTS =
            List.of(AccountsEvent.class, ComplianceEvent.class, CreditsEvent.class, ResumesEvent.class);

    private EventCatalog() {}

    /** The record class of every event, in the order of their contexts and declarations. */
    public static Set<Class<?>> events() {
        Set<Class<?>> events = new LinkedHashSet<>();
        CONTEXTS.forEach(context -> collect(context, events));
        return events;
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
