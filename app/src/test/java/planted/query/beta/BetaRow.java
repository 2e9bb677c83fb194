package planted.query.beta;

public record BetaRow() {}
