@NullMarked
package com.sexyresume.query.accounts;

import org.jspecify.annotations.NullMarked;
