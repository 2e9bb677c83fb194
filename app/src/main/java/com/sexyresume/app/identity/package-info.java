/**
 * Who calls: bearer tokens as Supabase issues them, what each role may reach, and the issuer that a developer's machine
 * has of its own.
 */
@NullMarked
package com.sexyresume.app.identity;

import org.jspecify.annotations.NullMarked;
