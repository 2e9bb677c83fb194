@NullMarked
package com.sexyresume.rendering;

import org.jspecify.annotations.NullMarked;
