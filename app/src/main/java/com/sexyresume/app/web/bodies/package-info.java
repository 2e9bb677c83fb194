/** Bodies, parameters and headers: how much of them is taken in, and how strictly they are read. */
@NullMarked
package com.sexyresume.app.web.bodies;

import org.jspecify.annotations.NullMarked;
