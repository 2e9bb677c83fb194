@NullMarked
package com.sexyresume.benchmarks;

import org.jspecify.annotations.NullMarked;
