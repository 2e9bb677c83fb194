/** What users and visitors did, and what is made of it (T09, M01). */
@NullMarked
package com.sexyresume.query.analytics;

import org.jspecify.annotations.NullMarked;
