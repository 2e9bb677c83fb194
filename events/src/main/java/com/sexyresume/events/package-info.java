/**
 * What can happen: the vocabulary that both sides share. Each context is a sealed interface of records in a package of
 * its own; this package holds what every one of them needs. Nothing but the JDK and annotations is used here.
 */
@NullMarked
package com.sexyresume.events;

import org.jspecify.annotations.NullMarked;
