/** Where job roles are found by their vectors. */
@NullMarked
package com.sexyresume.app.matching;

import org.jspecify.annotations.NullMarked;
