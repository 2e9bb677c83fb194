/** Users who bring users (T07, T28). */
@NullMarked
package com.sexyresume.events.referrals;

import org.jspecify.annotations.NullMarked;
