/** Payments as their provider tells them, and what users are entitled to (T23, T24). */
@NullMarked
package com.sexyresume.command.payments;

import org.jspecify.annotations.NullMarked;
