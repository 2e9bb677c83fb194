@NullMarked
package com.sexyresume.events.accounts;

import org.jspecify.annotations.NullMarked;
