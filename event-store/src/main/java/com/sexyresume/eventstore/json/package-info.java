/** Events and snapshots as JSON: personal data encrypted, older revisions lifted by upcasters. */
@NullMarked
package com.sexyresume.eventstore.json;

import org.jspecify.annotations.NullMarked;
