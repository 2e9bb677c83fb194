package com.sexyresume.command;

/** An edit came without {@code If-Match}: two people who edit the same state would overwrite each other unseen. */
public record VersionRequired() implements Rejection {

    @Override
    public String code() {
        return "version-required";
    }

    @Override
    public Kind kind() {
        return Kind.PRECONDITION_REQUIRED;
    }

    @Override
    public String detail() {
        return "Name the version you have seen: send the ETag you were given as If-Match.";
    }
}
