/**
 * The history in PostgreSQL: what is appended in one call, what is read, and how SQL fails. The ground of the event
 * store.
 */
@NullMarked
package com.sexyresume.eventstore.history;

import org.jspecify.annotations.NullMarked;
