/** Shows a résumé: pure functions of a JSON Resume document, without a database, a clock or the network. */
@NullMarked
package com.sexyresume.rendering;

import org.jspecify.annotations.NullMarked;
