@NullMarked
package com.sexyresume.query.matching;

import org.jspecify.annotations.NullMarked;
