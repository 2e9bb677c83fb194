@NullMarked
package com.sexyresume.query.enhancements;

import org.jspecify.annotations.NullMarked;
