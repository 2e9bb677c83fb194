package com.sexyresume.command.letters;

import com.sexyresume.events.letters.LetterId;

/** What a letter is at this moment, as its stream says. */
interface Letters {

    /** {@link Letter#NONE} when there is no such letter. */
    Letter read(LetterId letter);
}
