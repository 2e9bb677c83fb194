/** What went wrong, told as problem details (RFC 9457), each with a page. */
@NullMarked
package com.sexyresume.app.web.problems;

import org.jspecify.annotations.NullMarked;
