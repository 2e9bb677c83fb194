/** Where PostgreSQL is, how it is prepared, and one pool for each login. */
@NullMarked
package com.sexyresume.app.database;

import org.jspecify.annotations.NullMarked;
