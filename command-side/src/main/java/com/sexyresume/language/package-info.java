/** Texts: how a résumé is read, what a model is asked, and whether its answer keeps to the facts. */
@NullMarked
package com.sexyresume.language;

import org.jspecify.annotations.NullMarked;
