@NullMarked
package com.sexyresume.query.payments;

import org.jspecify.annotations.NullMarked;
