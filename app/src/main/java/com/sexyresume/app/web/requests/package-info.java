/** What is known of every request: its id, its address, its line in the access log, and how its values are written. */
@NullMarked
package com.sexyresume.app.web.requests;

import org.jspecify.annotations.NullMarked;
