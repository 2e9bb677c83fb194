package com.sexyresume.deciding;

/** Only the service role may do this, which no user's token carries (D05). */
@Refused(value = Rejection.Kind.FORBIDDEN, code = "forbidden", detail = "This needs a token of the service role.")
public record ServiceOnly() implements Rejection {}
