package com.sexyresume.command.achievements;

import com.sexyresume.command.achievements.AchievementsCommand.CatalogueCommand;
import com.sexyresume.command.achievements.AchievementsCommand.DefineAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.RetireAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.ReviseAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.ShipAchievement;
import com.sexyresume.command.achievements.AchievementsRefusal.AchievementKeyTaken;
import com.sexyresume.command.achievements.AchievementsRefusal.CriteriaInvalid;
import com.sexyresume.command.achievements.AchievementsRefusal.TooManyAchievements;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementDefined;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRetired;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementRevised;
import com.sexyresume.events.achievements.AchievementsEvent.DefinitionEvent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A key is one achievement for ever, and its criteria can always be evaluated (T26).
 *
 * @param editions by key, the retired ones too
 */
record Catalogue(Map<String, Edition> editions) {

    static final Catalogue EMPTY = new Catalogue(Map.of());

    /** Of those that can be earned at a time. */
    static final int MAXIMUM = 200;

    /**
     * A definition as it is now.
     *
     * @param number counted from 1
     * @param active whether it can be earned
     */
    record Edition(Definition definition, int number, boolean active) {}

    Decision<DefinitionEvent> decide(CatalogueCommand command) {
        return switch (command) {
            case DefineAchievement(var definition) ->
                editions.containsKey(definition.key())
                        ? Decision.refuse(new AchievementKeyTaken())
                        : define(definition);
            case ReviseAchievement(var definition) -> {
                Edition present = editions.get(definition.key());
                yield present == null ? Decision.refuse(new NoSuchThing("achievement")) : revise(present, definition);
            }
            case RetireAchievement(var key) -> {
                Edition present = editions.get(key);
                if (present == null) {
                    yield Decision.refuse(new NoSuchThing("achievement"));
                }
                yield present.active() ? Decision.accept(new AchievementRetired(key)) : Decision.nothing();
            }
            case ShipAchievement(var definition) -> {
                Edition present = editions.get(definition.key());
                if (present == null) {
                    yield define(definition);
                }
                yield present.active() ? revise(present, definition) : Decision.nothing();
            }
        };
    }

    private Decision<DefinitionEvent> define(Definition it) {
        if (isFull()) {
            return Decision.refuse(new TooManyAchievements(MAXIMUM));
        }
        try {
            return Decision.accept(new AchievementDefined(
                    it.key(),
                    it.title(),
                    it.description(),
                    it.category(),
                    it.criteria(),
                    json(Criteria.parse(it.criteria()).targets()),
                    it.credits()));
        } catch (InvalidExpression invalid) {
            return Decision.refuse(CriteriaInvalid.of(invalid));
        }
    }

    private Decision<DefinitionEvent> revise(Edition present, Definition it) {
        if (present.active() && present.definition().equals(it)) {
            return Decision.nothing();
        }
        if (!present.active() && isFull()) {
            return Decision.refuse(new TooManyAchievements(MAXIMUM));
        }
        try {
            return Decision.accept(new AchievementRevised(
                    it.key(),
                    present.number() + 1,
                    it.title(),
                    it.description(),
                    it.category(),
                    it.criteria(),
                    json(Criteria.parse(it.criteria()).targets()),
                    it.credits()));
        } catch (InvalidExpression invalid) {
            return Decision.refuse(CriteriaInvalid.of(invalid));
        }
    }

    private boolean isFull() {
        return active().size() >= MAXIMUM;
    }

    /** Those that can be earned, in the order of their keys. */
    List<Edition> active() {
        return editions.values().stream().filter(Edition::active).toList();
    }

    Catalogue evolve(DefinitionEvent event) {
        return switch (event) {
            case AchievementDefined(
                    var key,
                    var title,
                    var description,
                    var category,
                    var criteria,
                    var _,
                    var credits) ->
                with(new Edition(new Definition(key, title, description, category, criteria, credits), 1, true));
            case AchievementRevised(
                    var key,
                    var edition,
                    var title,
                    var description,
                    var category,
                    var criteria,
                    var _,
                    var credits) ->
                with(new Edition(new Definition(key, title, description, category, criteria, credits), edition, true));
            case AchievementRetired(var key) -> {
                @Nullable Edition present = editions.get(key);
                yield present == null ? this : with(new Edition(present.definition(), present.number(), false));
            }
        };
    }

    private Catalogue with(Edition edition) {
        Map<String, Edition> after = new TreeMap<>(editions);
        after.put(edition.definition().key(), edition);
        return new Catalogue(Collections.unmodifiableMap(after));
    }

    /** Names of counters and numbers need no escapes. */
    static String json(Map<String, Long> numbers) {
        StringBuilder text = new StringBuilder("{");
        new TreeMap<>(numbers)
                .forEach((name, number) -> text.append(text.length() > 1 ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(number));
        return text.append('}').toString();
    }
}
