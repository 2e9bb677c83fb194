/**
 * An application that is the HTTP edge alone, with controllers to try it on. It is outside of the application's own
 * packages, so that no test of the whole application finds these controllers.
 */
@NullMarked
package com.sexyresume.webtest;

import org.jspecify.annotations.NullMarked;
