package planted.eventstore.reading;

import planted.eventstore.append.Writer;

public record Watch(Writer writer) {}
