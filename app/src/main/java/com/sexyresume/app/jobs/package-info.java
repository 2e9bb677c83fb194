/** How scheduled jobs of several nodes are run by one of them. */
@NullMarked
package com.sexyresume.app.jobs;

import org.jspecify.annotations.NullMarked;
