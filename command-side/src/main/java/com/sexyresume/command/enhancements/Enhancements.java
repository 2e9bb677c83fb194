package com.sexyresume.command.enhancements;

import com.sexyresume.events.enhancements.EnhancementId;

/** What an enhancement is at this moment, as its stream says. */
interface Enhancements {

    /** {@link Enhancement#NONE} when there is no such enhancement. */
    Enhancement read(EnhancementId enhancement);
}
