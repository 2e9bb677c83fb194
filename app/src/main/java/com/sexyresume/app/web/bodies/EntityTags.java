package com.sexyresume.app.web.bodies;

import com.sexyresume.sending.IfMatch;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code If-Match} (RFC 9110, sections 8.8.3 and 13.1.1): {@code *}, or a list of entity tags over any number of
 * fields. What is no tag that was ever given here equals no version: it is not refused, but nothing matches it.
 */
final class EntityTags {

    /** A tag, or what stands in its place up to the next comma; a comma in quotes is the tag's own. */
    private static final Pattern ELEMENT =
            Pattern.compile("(?<weak>W/)?\"(?<opaque>[\\x21\\x23-\\x7e\\x80-\\xff]*)\"(?=[ \\t]*(?:,|$))|[^,]+");

    private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");

    private EntityTags() {}

    /** The condition in these fields; null without one. */
    static @Nullable IfMatch ifMatch(List<String> fields) {
        if (fields.isEmpty()) {
            return null;
        }
        String list = String.join(",", fields);
        if (list.strip().equals("*")) {
            return IfMatch.ANY;
        }
        SortedSet<Long> versions = new TreeSet<>();
        SortedSet<Long> seen = new TreeSet<>();
        Matcher element = ELEMENT.matcher(list);
        int at = 0;
        while (at < list.length()) {
            if (" \t,".indexOf(list.charAt(at)) >= 0) {
                at++;
                continue;
            }
            element.region(at, list.length());
            if (!element.lookingAt()) {
                break;
            }
            String opaque = element.group("opaque");
            if (opaque != null && VERSION.matcher(opaque).matches()) {
                seen.add(Long.valueOf(opaque));
                // A weak tag equals no other, not even itself (section 8.8.3.2).
                if (element.group("weak") == null) {
                    versions.add(Long.valueOf(opaque));
                }
            }
            at = element.end();
        }
        return new IfMatch(false, versions, seen);
    }
}
