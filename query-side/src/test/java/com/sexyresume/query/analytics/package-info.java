@NullMarked
package com.sexyresume.query.analytics;

import org.jspecify.annotations.NullMarked;
