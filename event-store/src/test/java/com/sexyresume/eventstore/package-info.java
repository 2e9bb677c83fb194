@NullMarked
package com.sexyresume.eventstore;

import org.jspecify.annotations.NullMarked;
