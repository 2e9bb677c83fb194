package com.sexyresume.sending;

import org.jspecify.annotations.Nullable;

/**
 * The address that the caller's token proves to be theirs. A controller receives one as an argument.
 *
 * @param verified null when the token proves none
 */
public record TokenEmail(@Nullable String verified) {}
