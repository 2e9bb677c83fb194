package com.sexyresume.command.exports;

import com.sexyresume.command.Refused;
import com.sexyresume.command.Rejection;
import java.util.List;
import java.util.Map;

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

        @Override
        public Map<String, Object> members() {
            return Map.of("characters", characters);
        }
    }

    /** The file was deleted, by its user or because its time was over (B10). */
    @Refused(value = Kind.GONE, detail = "The file was deleted.")
    record ExportExpiredAlready() implements ExportsRefusal {
        @Override
        public String code() {
            return "export-expired";
        }
    }

    /**
     * There is no file, not yet or never.
     *
     * @param state {@code pending} or {@code failed}
     */
    @Refused(value = Kind.CONFLICT, detail = "There is no file of this export.")
    record ExportNotReady(String state) implements ExportsRefusal {
        @Override
        public Map<String, Object> members() {
            return Map.of("state", state);
        }
    }
}
