/** How rows are read: under row level security, page by page, and no older than the caller demands. */
@NullMarked
package com.sexyresume.reading;

import org.jspecify.annotations.NullMarked;
