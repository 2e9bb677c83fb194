/** How much one user may make in a day or have at all, counted by claims. */
@NullMarked
package com.sexyresume.quotas;

import org.jspecify.annotations.NullMarked;
