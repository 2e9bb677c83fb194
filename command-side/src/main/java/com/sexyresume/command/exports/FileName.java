package com.sexyresume.command.exports;

import com.sexyresume.language.PinnedResume;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.StringJoiner;

/**
 * What the file of a résumé is called: the person's name and the version, {@code Zoe-Müller-resume-v3.pdf}. It has
 * letters, digits and hyphens alone, so that every file system and every program takes it.
 */
final class FileName {

    private static final int MAX_NAME_LENGTH = 60;

    private FileName() {}

    static String of(PinnedResume resume, String extension) {
        StringJoiner name = new StringJoiner("-");
        String person = safe(person(resume.data()));
        if (!person.isEmpty()) {
            name.add(person);
        }
        return name.add("resume").add("v" + resume.version() + "." + extension).toString();
    }

    private static String person(JsonObject data) {
        return data.get("personalInfo") instanceof JsonObject personalInfo
                        && personalInfo.get("fullName") instanceof JsonString name
                ? name.getString()
                : "";
    }

    /** Letters (with their marks) and digits, and one hyphen for whatever stands between them. */
    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        boolean isBetween = false;
        for (int index = 0; index < text.length() && safe.length() < MAX_NAME_LENGTH; ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            boolean isMark = Character.getType(point) == Character.NON_SPACING_MARK
                    || Character.getType(point) == Character.COMBINING_SPACING_MARK;
            if (Character.isLetterOrDigit(point) || (isMark && !safe.isEmpty() && !isBetween)) {
                if (isBetween && !safe.isEmpty()) {
                    safe.append('-');
                }
                isBetween = false;
                safe.appendCodePoint(point);
            } else {
                isBetween = true;
            }
        }
        return safe.toString();
    }
}
