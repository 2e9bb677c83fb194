/** What operators see: health, readiness, build and database, and one line when the database goes and comes. */
@NullMarked
package com.sexyresume.app.health;

import org.jspecify.annotations.NullMarked;
