package com.sexyresume.command.exports;

import com.sexyresume.command.Rejection;

/** The file was deleted, by its user or because its time was over (B10). */
record ExportExpiredAlready() implements Rejection {

    @Override
    public String code() {
        return "export-expired";
    }

    @Override
    public Kind kind() {
        return Kind.GONE;
    }

    @Override
    public String detail() {
        return "The file was deleted.";
    }
}
