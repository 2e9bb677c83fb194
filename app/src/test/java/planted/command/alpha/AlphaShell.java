package planted.command.alpha;

import planted.command.beta.Beta;
import planted.query.beta.BetaRow;

record AlphaShell(Alpha state, Beta foreign, BetaRow otherSide) {}
