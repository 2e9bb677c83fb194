package com.sexyresume.app.web.problems;

import java.util.Optional;
import java.util.Set;

/**
 * Says how another module's exceptions are answered. Every bean of this type is asked, for an exception and then for
 * each of its causes, before the edge's own mapping is; one that has no state and a constructor without parameters is
 * also found by the test that compares codes with the pages in {@code docs/problems}.
 */
public interface ProblemMapping {

    /** The codes of the problems it answers with. */
    Set<String> codes();

    /** The problem that this exception is, when it is one of those it knows. */
    Optional<Problem> problemOf(Throwable thrown);
}
