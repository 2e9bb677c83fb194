/** Résumés: what a user says about themselves, and every version of it (T02). */
@NullMarked
package com.sexyresume.command.resumes;

import org.jspecify.annotations.NullMarked;
