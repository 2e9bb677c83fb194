@NullMarked
package com.sexyresume.events.compliance;

import org.jspecify.annotations.NullMarked;
