/** Résumés: as they are, as they were, and as other formats say them (T02). */
@NullMarked
package com.sexyresume.query.resumes;

import org.jspecify.annotations.NullMarked;
