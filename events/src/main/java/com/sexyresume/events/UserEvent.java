package com.sexyresume.events;

/** A fact about one user, who is the subject of the {@linkplain PersonalData personal data} in it. */
public interface UserEvent extends DomainEvent {

    UserId userId();
}
