package com.sexyresume.sending;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import java.time.Instant;

/** What a {@link Policy} may do about an event. */
public interface Reaction {

    /**
     * Sends a command and waits until it is durable. Its id is made of the policy, the event and the label: sent again,
     * it has no further effect and gets the same receipt, whatever has happened since.
     *
     * @param label tells the commands of one reaction apart
     * @throws CommandRejected when it is refused
     */
    Receipt send(String label, Command command);

    /**
     * Asks for {@link Policy#due} with the same event, once, at that time or soon after it. Asked again, the last time
     * counts.
     */
    void remind(Instant due);
}
