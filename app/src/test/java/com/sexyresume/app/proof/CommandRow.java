package com.sexyresume.app.proof;

import java.util.UUID;

/** What the history says that a command came to. */
record CommandRow(UUID commandId, String stream, long version, long position) {}
