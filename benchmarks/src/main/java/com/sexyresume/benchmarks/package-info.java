/**
 * Side by side with what a user would pick instead: every contender in one run, on one PostgreSQL, whose commits wait
 * for the disk.
 */
@NullMarked
package com.sexyresume.benchmarks;

import org.jspecify.annotations.NullMarked;
