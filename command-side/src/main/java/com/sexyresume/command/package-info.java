/**
 * The contexts of the command side, one package each, which do not know each other. They are built on {@code deciding},
 * {@code sending}, {@code quotas} and {@code language}.
 */
@NullMarked
package com.sexyresume.command;

import org.jspecify.annotations.NullMarked;
