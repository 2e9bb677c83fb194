@NullMarked
package com.sexyresume.query.referrals;

import org.jspecify.annotations.NullMarked;
