@NullMarked
package com.sexyresume.query.letters;

import org.jspecify.annotations.NullMarked;
