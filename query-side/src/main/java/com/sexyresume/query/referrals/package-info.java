/** A user's referral codes and whom they brought (T07, T28). */
@NullMarked
package com.sexyresume.query.referrals;

import org.jspecify.annotations.NullMarked;
