package com.sexyresume.sending;

import java.util.UUID;

/**
 * Why a command is sent by the system itself: an event that led to it.
 *
 * @param commandId the command's own id, made of its cause, so that it takes effect once
 * @param eventId the event
 * @param correlationId what all that followed from one request share: the id of that request's command
 */
public record Cause(UUID commandId, UUID eventId, UUID correlationId) {}
