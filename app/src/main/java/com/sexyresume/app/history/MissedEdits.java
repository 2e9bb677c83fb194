package com.sexyresume.app.history;

import com.sexyresume.app.web.MissedOperations;
import com.sexyresume.command.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.query.resumes.MissedChanges;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells whoever edited a stale résumé what they missed; of other streams the version says enough. */
@Component
class MissedEdits implements MissedOperations {

    private final MissedChanges changes;

    MissedEdits(MissedChanges changes) {
        this.changes = changes;
    }

    @Override
    public List<?> since(UserId caller, StreamId stream, long version) {
        return stream.type().equals("resume") ? changes.since(caller, new ResumeId(stream.id()), version) : List.of();
    }
}
