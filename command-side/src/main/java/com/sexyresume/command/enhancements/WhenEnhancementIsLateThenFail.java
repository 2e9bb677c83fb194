package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.EnhancementsCommand.FailEnhancement;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.language.ModelUsage;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Fails an enhancement that does not end in time, whatever keeps it: nobody waits for ever for what was paid, and the
 * day's slot is given back. The time begins when the enhancement may, so what is given back was spent. Whichever
 * outcome comes second changes nothing.
 */
@Component
class WhenEnhancementIsLateThenFail implements Policy<UserEvent> {

    private final Streams streams;
    private final EnhancementProperties properties;

    WhenEnhancementIsLateThenFail(Streams streams, EnhancementProperties properties) {
        this.streams = streams;
        this.properties = properties;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(EnhancementRequested.class, CreditsSpent.class);
    }

    @Override
    public void react(Happened<UserEvent> happened, Reaction reaction) {
        if (WhenEnhancementRequestedThenEnhance.mayBegin(happened.event()) != null) {
            reaction.remind(happened.time().plus(properties.patience()));
        }
    }

    @Override
    public void due(Happened<UserEvent> happened, Reaction reaction) {
        EnhancementId id = WhenEnhancementRequestedThenEnhance.mayBegin(happened.event());
        if (id == null) {
            return;
        }
        EnhancementRequested request =
                streams.read(EnhancementsStreams.ENHANCEMENT, id).requested();
        // One that has ended stays as it is.
        if (request != null) {
            var _ = reaction.send("fail", new FailEnhancement(id, "not-enhanced-in-time", true, ModelUsage.NONE, null));
        }
    }
}
