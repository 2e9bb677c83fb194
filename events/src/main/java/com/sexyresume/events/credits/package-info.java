@NullMarked
package com.sexyresume.events.credits;

import org.jspecify.annotations.NullMarked;
