package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void comesBackAsItWasGiven() {
        UUID id = UUID.randomUUID();
        Instant time = Instant.parse("2026-11-22T10:00:00.123456Z");
        String text = Cursor.of(time, id, 42L, "résumé \"x\"").text();
        Cursor read = Cursor.parse(text, Instant.class, UUID.class, Long.class, String.class);
        assertThat(read.time(0)).isEqualTo(time);
        assertThat(read.uuid(1)).isEqualTo(id);
        assertThat(read.number(2)).isEqualTo(42);
        assertThat(read.string(3)).isEqualTo("résumé \"x\"");
        assertThat(text).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isRefusedWhenAnyByteOfItIsAltered() {
        long seed = System.nanoTime();
        System.out.println("CursorTest seed " + seed);
        Random random = new Random(seed);
        byte[] bytes = Base64.getUrlDecoder().decode(Cursor.of(7L, "x").text());
        for (int at = 0; at < bytes.length; at++) {
            byte[] altered = bytes.clone();
            altered[at] ^= (byte) (1 + random.nextInt(255));
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThatExceptionOfType(InvalidParameter.class)
                    .isThrownBy(() -> Cursor.parse(text, Long.class, String.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "!", "AAAA", "AQAAAABbXQ", "é", "not a cursor"})
    void isRefusedWhenItIsNone(String text) {
        assertThatExceptionOfType(InvalidParameter.class)
                .isThrownBy(() -> Cursor.parse(text, Long.class))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.code()).isEqualTo("invalid-parameter");
                });
    }

    @Test
    void isRefusedByAListWithAnotherKey() {
        String text = Cursor.of("x", 1L).text();
        for (Class<?>[] key : List.<Class<?>[]>of(
                new Class<?>[] {String.class},
                new Class<?>[] {Long.class, String.class},
                new Class<?>[] {UUID.class, Long.class},
                new Class<?>[] {Instant.class, Long.class})) {
            assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> Cursor.parse(text, key));
        }
    }

    @Test
    void pagesEndWhereTheRowsEnd() {
        PageRequest two = PageRequest.of(2, null);
        assertThat(page(two, 0).next()).isNull();
        assertThat(page(two, 2).next()).isNull();
        Page<Integer> first = page(two, 3);
        assertThat(first.items()).containsExactly(0, 1);
        assertThat(Cursor.parse(first.next() == null ? "" : first.next(), Long.class)
                        .number(0))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 201, Integer.MAX_VALUE})
    void aPageHasOneToTwoHundredRows(int limit) {
        assertThatExceptionOfType(InvalidParameter.class).isThrownBy(() -> PageRequest.of(limit, null));
    }

    private static Page<Integer> page(PageRequest request, int rows) {
        return Page.of(
                IntStream.range(0, Math.min(rows, request.fetch())).boxed().toList(), request, Cursor::of);
    }
}
