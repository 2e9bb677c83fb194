package com.sexyresume.command.achievements;

import com.sexyresume.command.achievements.AchievementsCommand.CheckAchievements;
import com.sexyresume.command.achievements.AchievementsCommand.CountProgress;
import com.sexyresume.command.achievements.AchievementsCommand.TrackerCommand;
import com.sexyresume.command.achievements.Catalogue.Edition;
import com.sexyresume.deciding.Decision;
import com.sexyresume.events.UserId;
import com.sexyresume.events.achievements.AchievementId;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.events.achievements.AchievementsEvent.ProgressMade;
import com.sexyresume.events.achievements.AchievementsEvent.TrackerEvent;
import com.sexyresume.sending.UuidV5;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A user earns an achievement once in their life, whatever happens at the same time (B07, C10, D41); what counts is
 * counted here, so that criteria may ask for five résumés as well as for one (D43).
 *
 * @param totals by the counters' names
 * @param days on which each counter last went up (UTC)
 * @param earned the keys of what the user has earned
 */
record Tracker(Map<String, Long> totals, Map<String, LocalDate> days, Set<String> earned) {

    static final Tracker NOTHING = new Tracker(Map.of(), Map.of(), Set.of());

    Decision<TrackerEvent> decide(TrackerCommand command) {
        return switch (command) {
            case CountProgress(var user, var counted, var eventId, var at, var definitions) -> {
                List<TrackerEvent> events = new ArrayList<>();
                List<String> names = new ArrayList<>();
                Map<String, Long> after = new HashMap<>(totals);
                counted.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
                    String name = entry.getKey().text();
                    if (!entry.getKey().daily() || isNewDay(name, at)) {
                        long total = after.merge(name, entry.getValue(), Long::sum);
                        names.add(name);
                        events.add(new ProgressMade(user, name, entry.getValue(), total, at));
                    }
                });
                if (events.isEmpty()) {
                    yield Decision.nothing();
                }
                events.addAll(earn(user, after, names, at, definitions, eventId));
                yield Decision.accept(events);
            }
            case CheckAchievements(var user, var checkId, var at, var definitions) ->
                Decision.accept(new ArrayList<>(earn(user, totals, List.of(), at, definitions, checkId)));
        };
    }

    private boolean isNewDay(String counter, Instant at) {
        LocalDate last = days.get(counter);
        return last == null || day(at).isAfter(last);
    }

    private List<AchievementEarned> earn(
            UserId user,
            Map<String, Long> after,
            List<String> counted,
            Instant at,
            List<Edition> definitions,
            UUID cause) {
        List<AchievementEarned> achieved = new ArrayList<>();
        definitions.stream()
                .sorted(Comparator.comparing(edition -> edition.definition().key()))
                .filter(edition -> !earned.contains(edition.definition().key()))
                .forEach(edition -> Criteria.recorded(edition.definition().criteria())
                        .filter(criteria -> criteria.hold(after, counted, at))
                        .ifPresent(criteria -> achieved.add(earned(user, edition, criteria, after, cause))));
        return achieved;
    }

    private static AchievementEarned earned(
            UserId user, Edition edition, Criteria criteria, Map<String, Long> after, UUID cause) {
        Definition definition = edition.definition();
        Map<String, Long> progress = new HashMap<>();
        criteria.counters().forEach(counter -> progress.put(counter, after.getOrDefault(counter, 0L)));
        return new AchievementEarned(
                user,
                id(user, definition.key()),
                definition.key(),
                edition.number(),
                definition.title(),
                definition.credits(),
                Catalogue.json(progress),
                cause);
    }

    static AchievementId id(UserId user, String key) {
        return new AchievementId(UuidV5.of(user.value(), "achievement:" + key));
    }

    Tracker evolve(TrackerEvent event) {
        return switch (event) {
            case ProgressMade made -> {
                Map<String, Long> totalsAfter = new HashMap<>(totals);
                totalsAfter.put(made.counter(), made.total());
                Map<String, LocalDate> daysAfter = new HashMap<>(days);
                daysAfter.merge(made.counter(), day(made.at()), (one, other) -> one.isAfter(other) ? one : other);
                yield new Tracker(Map.copyOf(totalsAfter), Map.copyOf(daysAfter), earned);
            }
            case AchievementEarned achieved -> {
                Set<String> after = new HashSet<>(earned);
                after.add(achieved.key());
                yield new Tracker(totals, days, Set.copyOf(after));
            }
        };
    }

    private static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
