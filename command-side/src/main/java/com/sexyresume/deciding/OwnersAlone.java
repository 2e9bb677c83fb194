package com.sexyresume.deciding;

/**
 * An aggregate that obeys the user alone who began its stream, and is not there for any other: theirs need not be read
 * to be refused. Policies, which send commands for nobody, are obeyed as well.
 */
public interface OwnersAlone {}
