/** Accounts: the profile and the dashboard (T01, V01). */
@NullMarked
package com.sexyresume.query.accounts;

import org.jspecify.annotations.NullMarked;
