/** Accounts: who a user is (T01). */
@NullMarked
package com.sexyresume.command.accounts;

import org.jspecify.annotations.NullMarked;
