package com.sexyresume.command.resumes;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901) into what the caller sent, or into the data that an edit would
 *     leave
 * @param detail what is wrong there, without the value
 */
record Violation(String pointer, String detail) {}
