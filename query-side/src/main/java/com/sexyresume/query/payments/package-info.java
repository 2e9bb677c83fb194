/** Payments and entitlements as their users and administrators see them (T23, T24). */
@NullMarked
package com.sexyresume.query.payments;

import org.jspecify.annotations.NullMarked;
