package com.sexyresume.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.reading.ListDifference.Block;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListDifferenceTest {

    @Test
    void theBlocksMakeTheOneListIntoTheOtherAndAreNoMoreThanThereAreDifferences() {
        long seed = System.nanoTime();
        System.out.println("ListDifferenceTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            List<Integer> from = list(random);
            List<Integer> to = list(random);
            List<Block> blocks = new ListDifference(round % 3 == 0 ? random.nextInt(10) : 1_000_000).blocks(from, to);
            assertThat(patched(from, to, blocks))
                    .as("seed %s: %s to %s", seed, from, to)
                    .isEqualTo(to);
            if (round % 3 != 0) {
                int edits = blocks.stream()
                        .mapToInt(block -> block.fromEnd() - block.fromStart() + block.toEnd() - block.toStart())
                        .sum();
                assertThat(edits)
                        .as("seed %s: %s to %s by %s", seed, from, to, blocks)
                        .isEqualTo(from.size() + to.size() - 2 * common(from, to));
            }
        }
    }

    @Test
    void whatDiffersMoreThanTheStepsCanTellIsReplacedAsOneBlock() {
        List<String> from =
                IntStream.range(0, 10_000).mapToObj(line -> "a" + line % 7).toList();
        List<String> to = IntStream.range(0, 10_000)
                .mapToObj(line -> (line % 2 == 0 ? "a" : "b") + line % 5)
                .toList();
        long nanos = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            List<Block> blocks = new ListDifference(ListDifference.DEFAULT_STEPS).blocks(from, to);
            nanos = Math.min(nanos, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
            assertThat(blocks).hasSize(1);
            assertThat(patched(from, to, blocks)).isEqualTo(to);
        }
        // The quickest of a few: the others tell about the machine.
        assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void aFewEditsInLongListsAreFoundOneByOne() {
        List<String> from =
                IntStream.range(0, 10_000).mapToObj(Integer::toString).toList();
        List<String> to = new ArrayList<>(from);
        to.remove(9_000);
        to.set(5_000, "other");
        to.add(10, "new");
        assertThat(new ListDifference(ListDifference.DEFAULT_STEPS).blocks(from, to))
                .containsExactly(
                        new Block(10, 10, 10, 11),
                        new Block(5_000, 5_001, 5_001, 5_002),
                        new Block(9_000, 9_001, 9_001, 9_001));
    }

    private static List<Integer> list(Random random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(at -> random.nextInt(4))
                .toList();
    }

    private static <T> List<T> patched(List<T> from, List<T> to, List<Block> blocks) {
        List<T> patched = new ArrayList<>();
        int at = 0;
        for (Block block : blocks) {
            patched.addAll(from.subList(at, block.fromStart()));
            patched.addAll(to.subList(block.toStart(), block.toEnd()));
            at = block.fromEnd();
        }
        patched.addAll(from.subList(at, from.size()));
        return patched;
    }

    /** The length of the longest common subsequence, by the book. */
    private static int common(List<Integer> from, List<Integer> to) {
        int[][] longest = new int[from.size() + 1][to.size() + 1];
        for (int one = 1; one <= from.size(); one++) {
            for (int other = 1; other <= to.size(); other++) {
                longest[one][other] = from.get(one - 1).equals(to.get(other - 1))
                        ? longest[one - 1][other - 1] + 1
                        : Math.max(longest[one - 1][other], longest[one][other - 1]);
            }
        }
        return longest[from.size()][to.size()];
    }
}
