@NullMarked
package com.sexyresume.query.exports;

import org.jspecify.annotations.NullMarked;
