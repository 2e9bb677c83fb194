package planted.eventstore;

import planted.events.alpha.AlphaHappened;

record Engine(AlphaHappened event) {}
