/** Referral codes and their redemption (T07, T28, B08). */
@NullMarked
package com.sexyresume.command.referrals;

import org.jspecify.annotations.NullMarked;
