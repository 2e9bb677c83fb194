/** Compliance: who may act in which role (T30), and what an auditor reads of the history. */
@NullMarked
package com.sexyresume.query.compliance;

import org.jspecify.annotations.NullMarked;
