@NullMarked
package com.sexyresume.query.compliance;

import org.jspecify.annotations.NullMarked;
