/** Where the files of exports are kept. */
@NullMarked
package com.sexyresume.app.exports;

import org.jspecify.annotations.NullMarked;
