/** Payments, and what users are entitled to by them (T23, T24). */
@NullMarked
package com.sexyresume.events.payments;

import org.jspecify.annotations.NullMarked;
