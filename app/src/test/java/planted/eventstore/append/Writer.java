package planted.eventstore.append;

import planted.eventstore.reading.Watch;

public record Writer(Watch watch) {}
