/** What one caller may take: requests, connections, and work at a time. */
@NullMarked
package com.sexyresume.app.web.limits;

import org.jspecify.annotations.NullMarked;
