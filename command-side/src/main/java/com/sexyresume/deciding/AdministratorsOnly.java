package com.sexyresume.deciding;

/** Only an admin or a super admin does this (T30). */
@Refused(value = Rejection.Kind.FORBIDDEN, code = "forbidden", detail = "This needs the role admin.")
public record AdministratorsOnly() implements Rejection {}
