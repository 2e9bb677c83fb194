/** What was counted of users, read for the rules that judge by it. */
@NullMarked
package com.sexyresume.app.achievements;

import org.jspecify.annotations.NullMarked;
