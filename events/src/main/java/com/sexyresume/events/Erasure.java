package com.sexyresume.events;

/**
 * The fact that a user was erased: the key of their personal data is destroyed in the transaction that records it, and
 * nothing about them is recorded afterwards (F09, F20). It holds no personal data itself.
 */
public interface Erasure extends UserEvent {}
