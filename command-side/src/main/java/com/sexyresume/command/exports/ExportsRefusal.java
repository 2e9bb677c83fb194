package com.sexyresume.command.exports;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import java.util.List;

/** Why a command about exports is refused. */
sealed interface ExportsRefusal extends Rejection {

    /**
     * The file would not show everything that the résumé says; nothing was charged.
     *
     * @param characters that no font has, or whose script is not set here, each once, the first {@value #MAX_NAMED} of
     *     them
     */
    @Refused(value = Kind.INVALID, detail = "A PDF cannot show these characters of the résumé; a DOCX can.")
    record CharactersNotShown(List<String> characters) implements ExportsRefusal {
        static final int MAX_NAMED = 50;
    }

    /** The file was deleted, by its user or because its time was over (B10). */
    @Refused(value = Kind.GONE, code = "export-expired", detail = "The file was deleted.")
    record ExportExpiredAlready() implements ExportsRefusal {}

    /**
     * There is no file, not yet or never.
     *
     * @param state {@code pending} or {@code failed}
     */
    @Refused(value = Kind.CONFLICT, detail = "There is no file of this export.")
    record ExportNotReady(String state) implements ExportsRefusal {}
}
