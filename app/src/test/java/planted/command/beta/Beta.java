package planted.command.beta;

public record Beta() {}
