package com.sexyresume.command;

/** Only an admin or a super admin does this (T30). */
public record AdministratorsOnly() implements Rejection {

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
        return "This needs the role admin.";
    }
}
