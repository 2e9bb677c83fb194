package com.sexyresume.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class CharactersTest {

    /**
     * Letters, marks, joiners, flags, line ends, Hangul, surrogates without their halves: what clusters are made of.
     */
    private static final String[] PARTS = {
        "a",
        "w",
        " ",
        "\r",
        "\n",
        "\u0301",
        "\u200D",
        "\u200B",
        "\uFE0F",
        "\u0E33",
        "\u0915\u094D",
        "\u1100",
        "\u1161",
        "\u11A8",
        "\uD83C\uDDE9",
        "\uD83D\uDC68",
        "\uD83C\uDFFD",
        "\uD83D",
        "\uDE00",
        "\uD835\uDD38",
        "\u06DD"
    };

    @Test
    void endWhereTheOnesOfTheJdkEnd() {
        long seed = new Random().nextLong();
        System.out.println("Random characters, seed " + seed);
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(Samples.attacks("http://127.0.0.1:9"));
        texts.add("");
        for (int text = 0; text < 2_000; text++) {
            StringBuilder parts = new StringBuilder();
            for (int part = random.nextInt(30); part > 0; part--) {
                parts.append(PARTS[random.nextInt(PARTS.length)]);
            }
            texts.add(parts.toString());
        }
        Characters characters = new Characters();
        BreakIterator boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
        for (String text : texts) {
            characters.setText(text);
            boundaries.setText(text);
            assertThat(all(characters::next)).as("%s, seed %s", text, seed).isEqualTo(all(boundaries::next));
        }
    }

    private static List<Integer> all(IntSupplier next) {
        List<Integer> ends = new ArrayList<>();
        for (int end = next.getAsInt(); end != BreakIterator.DONE; end = next.getAsInt()) {
            ends.add(end);
        }
        return ends;
    }
}
