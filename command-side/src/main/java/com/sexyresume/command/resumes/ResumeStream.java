package com.sexyresume.command.resumes;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.OwnersAlone;
import com.sexyresume.command.Snapshotted;
import com.sexyresume.command.resumes.ResumeCommand.ActivateResume;
import com.sexyresume.command.resumes.ResumeCommand.ApplySuggestedEdit;
import com.sexyresume.command.resumes.ResumeCommand.CreateResume;
import com.sexyresume.command.resumes.ResumeCommand.DeactivateResume;
import com.sexyresume.command.resumes.ResumeCommand.DeleteResume;
import com.sexyresume.command.resumes.ResumeCommand.DuplicateResume;
import com.sexyresume.command.resumes.ResumeCommand.ImportResume;
import com.sexyresume.command.resumes.ResumeCommand.LabelVersion;
import com.sexyresume.command.resumes.ResumeCommand.LockResume;
import com.sexyresume.command.resumes.ResumeCommand.MergeResume;
import com.sexyresume.command.resumes.ResumeCommand.PatchResume;
import com.sexyresume.command.resumes.ResumeCommand.RenameResume;
import com.sexyresume.command.resumes.ResumeCommand.ReplaceData;
import com.sexyresume.command.resumes.ResumeCommand.RestoreVersion;
import com.sexyresume.command.resumes.ResumeCommand.SelectTemplate;
import com.sexyresume.command.resumes.ResumeCommand.UndeleteResume;
import com.sexyresume.command.resumes.ResumeCommand.UnlockResume;
import com.sexyresume.events.resumes.ResumesEvent;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one résumé. */
@Aggregate(type = "resume", snapshotTriggerDefinition = "snapshots")
class ResumeStream extends AggregateShell<ResumesEvent> implements Snapshotted, OwnersAlone {

    private Resume state = Resume.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CreateResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ImportResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DuplicateResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReplaceData command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PatchResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(MergeResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RenameResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(SelectTemplate command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RestoreVersion command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ActivateResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeactivateResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(LabelVersion command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(LockResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(UnlockResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeleteResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(UndeleteResume command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ApplySuggestedEdit command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(ResumesEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }

    Resume state() {
        return state;
    }

    @Override
    public UUID subject() {
        return Objects.requireNonNull(state.owner(), "A résumé that is snapshotted has an owner")
                .value();
    }
}
