package com.sexyresume.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where two lists differ: the fewest removals and additions (E. Myers, An O(ND) Difference Algorithm, 1986) as long as
 * the steps last that all comparisons with one of these share; what differs more than they can tell is replaced as one
 * block. Either way the blocks make the one list into the other.
 */
public final class ListDifference {

    /** Of one comparison: milliseconds, and some megabytes. Lists with several hundred differences stay within them. */
    public static final int DEFAULT_STEPS = 400_000;

    private long steps;

    public ListDifference(long steps) {
        this.steps = steps;
    }

    /**
     * What stands in the place of what.
     *
     * @param fromStart of the elements of the first list that are replaced
     * @param fromEnd behind the last of them; the start where nothing is removed
     * @param toStart of the elements of the second list that replace them
     * @param toEnd behind the last of them; the start where nothing is added
     */
    public record Block(int fromStart, int fromEnd, int toStart, int toEnd) {}

    /** In the order of the lists; what is between blocks is the same in both. */
    public <T> List<Block> blocks(List<T> from, List<T> to) {
        int start = 0;
        int most = Math.min(from.size(), to.size());
        while (start < most && from.get(start).equals(to.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
            end++;
        }
        List<T> removed = from.subList(start, from.size() - end);
        List<T> added = to.subList(start, to.size() - end);
        if (removed.isEmpty() && added.isEmpty()) {
            return List.of();
        }
        Block whole = new Block(start, start + removed.size(), start, start + added.size());
        if (removed.isEmpty() || added.isEmpty() || (removed.size() == 1 && added.size() == 1)) {
            return List.of(whole);
        }
        Map<T, Integer> numbers = new HashMap<>();
        int[] a = numbered(removed, numbers);
        int[] b = numbered(added, numbers);
        List<int[]> furthest = furthest(a, b);
        return furthest.isEmpty() ? List.of(whole) : blocks(furthest, a.length, b.length, start);
    }

    private static <T> int[] numbered(List<T> elements, Map<T, Integer> numbers) {
        return elements.stream()
                .mapToInt(element -> numbers.computeIfAbsent(element, first -> numbers.size()))
                .toArray();
    }

    /**
     * For each number of edits how far one comes in the first list on each diagonal, from −edits to edits; the last
     * ones reach the end. Empty when the steps do not suffice.
     */
    private List<int[]> furthest(int[] a, int[] b) {
        List<int[]> all = new ArrayList<>();
        int[] before = new int[0];
        for (int edits = 0; ; edits++) {
            int[] here = new int[2 * edits + 1];
            Arrays.fill(here, -1);
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int begun = edits == 0 ? 0 : new Edit(before, edits, diagonal, a.length, b.length).x();
                int x = begun;
                while (x >= 0 && x < a.length && x - diagonal < b.length && a[x] == b[x - diagonal]) {
                    x++;
                }
                here[diagonal + edits] = x;
                steps -= 1 + (x - begun);
                if (x == a.length && x - diagonal == b.length) {
                    all.add(here);
                    return all;
                }
            }
            if (steps <= 0) {
                return List.of();
            }
            all.add(here);
            before = here;
        }
    }

    /**
     * The last edit on the way to a diagonal, the one of two that comes further.
     *
     * @param x how far one is in the first list behind it; −1 when neither is possible
     */
    private record Edit(boolean isAddition, int x) {

        Edit(int[] before, int edits, int diagonal, int from, int to) {
            int added = at(before, edits - 1, diagonal + 1);
            int removed = at(before, edits - 1, diagonal - 1);
            int afterAddition = added >= 0 && added - diagonal <= to ? added : -1;
            int afterRemoval = removed >= 0 && removed < from ? removed + 1 : -1;
            this(afterAddition >= afterRemoval, Math.max(afterAddition, afterRemoval));
        }

        private static int at(int[] furthest, int edits, int diagonal) {
            return diagonal < -edits || diagonal > edits ? -1 : furthest[diagonal + edits];
        }
    }

    /** The way back, from the ends of both. */
    private static List<Block> blocks(List<int[]> furthest, int from, int to, int offset) {
        List<Block> reversed = new ArrayList<>();
        int fromEnd = -1;
        int toEnd = -1;
        int x = from;
        int y = to;
        for (int edits = furthest.size() - 1; edits > 0; edits--) {
            Edit edit = new Edit(furthest.get(edits - 1), edits, x - y, from, to);
            int editedY = edit.x() - (x - y);
            if (fromEnd >= 0 && edit.x() < x) {
                // Equal elements stand between this edit and the block behind it.
                reversed.add(new Block(x + offset, fromEnd + offset, y + offset, toEnd + offset));
                fromEnd = -1;
            }
            if (fromEnd < 0) {
                fromEnd = edit.x();
                toEnd = editedY;
            }
            x = edit.isAddition() ? edit.x() : edit.x() - 1;
            y = edit.isAddition() ? editedY - 1 : editedY;
        }
        if (fromEnd >= 0) {
            reversed.add(new Block(x + offset, fromEnd + offset, y + offset, toEnd + offset));
        }
        return reversed.reversed();
    }
}
