package com.sexyresume.deciding;

/** An edit came without {@code If-Match}: two people who edit the same state would overwrite each other unseen. */
@Refused(
        value = Rejection.Kind.PRECONDITION_REQUIRED,
        detail = "Name the version you have seen: send the ETag you were given as If-Match.")
public record VersionRequired() implements Rejection {}
