@NullMarked
package com.sexyresume.embeddedpostgres;

import org.jspecify.annotations.NullMarked;
