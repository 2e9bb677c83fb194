/** What happens to job roles, and to the wish to know which of them fit a résumé. */
@NullMarked
package com.sexyresume.events.matching;

import org.jspecify.annotations.NullMarked;
