package com.sexyresume.query.letters;

import com.sexyresume.query.letters.LetterRows.LetterDraft;
import com.sexyresume.reading.ListDifference;
import com.sexyresume.reading.ListDifference.Block;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * What differs between two texts: the lines that are same and removed are the first one's, those that are same and
 * added the second one's. Texts that have little in common are told as one whole that took the other's place.
 */
record TextDiff(int from, int to, List<LineChange> changes) {

    TextDiff {
        changes = List.copyOf(changes);
    }

    /** Lines that follow each other and fared alike. */
    record LineChange(
            @Schema(allowableValues = {"same", "removed", "added"})
            String kind,

            List<String> lines) {}

    static TextDiff of(LetterDraft before, LetterDraft after) {
        List<String> from = before.content().lines().toList();
        List<String> to = after.content().lines().toList();
        List<LineChange> changes = new ArrayList<>();
        int at = 0;
        for (Block block : new ListDifference(ListDifference.DEFAULT_STEPS).blocks(from, to)) {
            add(changes, "same", from.subList(at, block.fromStart()));
            add(changes, "removed", from.subList(block.fromStart(), block.fromEnd()));
            add(changes, "added", to.subList(block.toStart(), block.toEnd()));
            at = block.fromEnd();
        }
        add(changes, "same", from.subList(at, from.size()));
        return new TextDiff(before.draft(), after.draft(), changes);
    }

    private static void add(List<LineChange> changes, String kind, List<String> lines) {
        if (!lines.isEmpty()) {
            changes.add(new LineChange(kind, List.copyOf(lines)));
        }
    }
}
