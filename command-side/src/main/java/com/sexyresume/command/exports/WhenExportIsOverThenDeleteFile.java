package com.sexyresume.command.exports;

import com.sexyresume.deciding.Happened;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.exports.ExportsEvent.ExportDeleted;
import com.sexyresume.events.exports.ExportsEvent.ExportExpired;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Deletes the file of an export that is over, and every file of a user who is erased (B10, D25, F09). */
@Component
class WhenExportIsOverThenDeleteFile implements Policy<UserEvent> {

    private final ExportFiles files;

    WhenExportIsOverThenDeleteFile(ExportFiles files) {
        this.files = files;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ExportDeleted.class, ExportExpired.class, UserErased.class);
    }

    @Override
    public void react(Happened<UserEvent> happened, Reaction reaction) {
        switch (happened.event()) {
            case ExportDeleted deleted -> files.delete(deleted.exportId());
            case ExportExpired expired -> files.delete(expired.exportId());
            case UserErased erased -> files.deleteAllOf(erased.userId());
            default -> {}
        }
    }
}
