package planted.app;

import planted.query.beta.BetaRow;

record Wiring(BetaRow ofAContext) {}
