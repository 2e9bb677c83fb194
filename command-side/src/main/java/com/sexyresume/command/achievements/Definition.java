package com.sexyresume.command.achievements;

/**
 * An achievement that can be earned (T26).
 *
 * @param key stable, such as {@code first-resume}
 * @param category a short code
 * @param criteria as {@link Criteria} reads it
 * @param credits what it is worth, at least 0 (D42)
 */
record Definition(String key, String title, String description, String category, String criteria, int credits) {}
