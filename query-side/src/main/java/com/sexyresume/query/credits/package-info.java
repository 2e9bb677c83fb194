/** Credits: the ledger and the balance (T25). */
@NullMarked
package com.sexyresume.query.credits;

import org.jspecify.annotations.NullMarked;
