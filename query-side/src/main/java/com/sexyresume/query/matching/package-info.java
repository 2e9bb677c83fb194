/** Job roles, and which of them fit a résumé (T05, T06, T27). */
@NullMarked
package com.sexyresume.query.matching;

import org.jspecify.annotations.NullMarked;
