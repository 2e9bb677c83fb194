package com.sexyresume.app.proof;

/**
 * A guarantee that does not hold.
 *
 * @param what the evidence, for a reader who has the history at hand
 */
record Violation(Guarantee guarantee, String what) {

    @Override
    public String toString() {
        return guarantee + ": " + what;
    }
}
