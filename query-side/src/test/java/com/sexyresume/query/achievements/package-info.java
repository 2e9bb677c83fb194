@NullMarked
package com.sexyresume.query.achievements;

import org.jspecify.annotations.NullMarked;
