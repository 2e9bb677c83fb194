package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.CatalogueCommand;
import com.sexyresume.command.matching.MatchingCommand.ChooseEmbeddingModel;
import com.sexyresume.command.matching.MatchingCommand.FinishInstallation;
import com.sexyresume.deciding.Decision;
import com.sexyresume.events.matching.MatchingEvent.CatalogueEvent;
import com.sexyresume.events.matching.MatchingEvent.EmbeddingModelChosen;
import com.sexyresume.events.matching.MatchingEvent.StartingCatalogueInstalled;
import org.jspecify.annotations.Nullable;

/**
 * All roles are embedded by one model at a time (D58), and a starting catalogue is installed once.
 *
 * @param model null before the first one was chosen
 * @param installed SHA-256 of the starting catalogue that was installed last; null without one
 */
record RoleCatalogue(@Nullable String model, @Nullable String installed) {

    static final RoleCatalogue NONE = new RoleCatalogue(null, null);

    Decision<CatalogueEvent> decide(CatalogueCommand command) {
        return switch (command) {
            case ChooseEmbeddingModel(var wanted) ->
                wanted.equals(model) ? Decision.nothing() : Decision.accept(new EmbeddingModelChosen(wanted));
            case FinishInstallation(var sha256, var roles) ->
                sha256.equals(installed)
                        ? Decision.nothing()
                        : Decision.accept(new StartingCatalogueInstalled(sha256, roles));
        };
    }

    RoleCatalogue evolve(CatalogueEvent event) {
        return switch (event) {
            case EmbeddingModelChosen chosen -> new RoleCatalogue(chosen.model(), installed);
            case StartingCatalogueInstalled done -> new RoleCatalogue(model, done.sha256());
        };
    }
}
