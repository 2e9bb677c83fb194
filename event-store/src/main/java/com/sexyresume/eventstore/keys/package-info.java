/** Keys: one of each subject, which erasure destroys, wrapped by master keys; and the key of claims. */
@NullMarked
package com.sexyresume.eventstore.keys;

import org.jspecify.annotations.NullMarked;
