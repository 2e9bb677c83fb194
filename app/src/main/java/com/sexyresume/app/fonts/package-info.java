/** Which fonts files are rendered with. */
@NullMarked
package com.sexyresume.app.fonts;

import org.jspecify.annotations.NullMarked;
