package com.sexyresume.command;

/** Only the service role may do this, which no user's token carries (D05). */
public record ServiceOnly() implements Rejection {

    @Override
    public String code() {
        return "forbidden";
    }

    @Override
    public Kind kind() {
        return Kind.FORBIDDEN;
    }

    @Override
    public String detail() {
        return "This needs a token of the service role.";
    }
}
