package com.sexyresume.app.history;

/** The application does not start, because the keys that it has are not those of the history. */
final class KeysMisconfigured extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param problem what is wrong
     * @param action what to do about it
     */
    KeysMisconfigured(String problem, String action) {
        super(problem);
        this.action = action;
    }

    /** What is there is no key, or not safe. */
    static KeysMisconfigured unusable(RuntimeException why) {
        return new KeysMisconfigured(
                String.valueOf(why.getMessage()),
                "Put it right, or give the key back from its backup; never make another.");
    }

    String action() {
        return action;
    }
}
