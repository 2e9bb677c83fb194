/** The port on which whoever runs the application sees how it does. */
@NullMarked
package com.sexyresume.management;

import org.jspecify.annotations.NullMarked;
