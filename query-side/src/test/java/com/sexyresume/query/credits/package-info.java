@NullMarked
package com.sexyresume.query.credits;

import org.jspecify.annotations.NullMarked;
