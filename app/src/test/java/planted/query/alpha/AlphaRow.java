package planted.query.alpha;

import planted.query.beta.BetaRow;

record AlphaRow(BetaRow foreign) {}
