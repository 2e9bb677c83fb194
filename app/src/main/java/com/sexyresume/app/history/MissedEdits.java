package com.sexyresume.app.history;

import com.sexyresume.app.web.MissedOperations;
import com.sexyresume.command.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.query.resumes.MissedChanges;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells whoever edited a stale résumé what they missed; of other streams the version says enough. */
@Component
class MissedEdits implements MissedOperations {

    private final ObjectProvider<MissedChanges> changes;

    MissedEdits(ObjectProvider<MissedChanges> changes) {
        this.changes = changes;
    }

    @Override
    public List<?> since(UserId caller, StreamId stream, long version) {
        MissedChanges told = changes.getIfAvailable();
        return told != null && stream.type().equals("resume")
                ? told.since(caller, new ResumeId(stream.id()), version)
                : List.of();
    }
}
