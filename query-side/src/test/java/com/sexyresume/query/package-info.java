@NullMarked
package com.sexyresume.query;

import org.jspecify.annotations.NullMarked;
