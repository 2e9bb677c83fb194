package com.sexyresume.events;

/**
 * A fact that is recorded although its subject is erased, because money has moved and the law wants it kept: it names
 * the subject by the bare id, and none of it is {@link PersonalData}.
 */
public interface AccountingRecord extends UserEvent {}
