package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.resumes.WrittenDate.Absent;
import com.sexyresume.command.resumes.WrittenDate.Ongoing;
import com.sexyresume.command.resumes.WrittenDate.Point;
import com.sexyresume.command.resumes.WrittenDate.Range;
import com.sexyresume.command.resumes.WrittenDate.Unclear;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020 | 2020",
                "May 2020 | 2020-05",
                "MAY, 2020 | 2020-05",
                "Sept. 2019 | 2019-09",
                "1 May 2020 | 2020-05-01",
                "May 1st, 2020 | 2020-05-01",
                "Mai 2020 | 2020-05",
                "1. Mai 2020 | 2020-05-01",
                "févr. 2019 | 2019-02",
                "fevrier 2019 | 2019-02",
                "1er mai 2020 | 2020-05-01",
                "mayo de 2020 | 2020-05",
                "maggio 2020 | 2020-05",
                "maj 2020 | 2020-05",
                "май 2020 г. | 2020-05",
                "Mayıs 2020 | 2020-05",
                "2020/05 | 2020-05",
                "2020.5 | 2020-05",
                "05/2020 | 2020-05",
                "5-2020 | 2020-05",
                "2020-1-5 | 2020-01-05",
                "01.05.2020 | 2020-05-01",
                "13/04/2020 | 2020-04-13",
                "04/13/2020 | 2020-04-13",
                "05/05/2020 | 2020-05-05",
                "2020-00-00 | 2020",
                "2020-05-00 | 2020-05",
                "202005 | 2020-05",
                "20200501 | 2020-05-01",
                "2020-05-01T00:00:00Z | 2020-05-01",
                "2020-05-01T23:59:59.123+02:00 | 2020-05-01",
                "2020-05-01 10:00:00 | 2020-05-01",
                "2020年5月 | 2020-05",
                "２０２０年５月１日 | 2020-05-01",
                "2020년 5월 | 2020-05",
                "٢٠٢٠ | 2020",
                "Spring 2020 | 2020",
                "Q1 2020 | 2020",
                "ca. 2020 | 2020",
                "2020 (expected) | 2020",
            })
    void readsAPoint(String written, String iso) {
        assertThat(read(written)).isEqualTo(new Point(iso));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2018 - 2020 | 2018 | 2020",
                "2018–2020 | 2018 | 2020",
                "May 2018 – Jun 2020 | 2018-05 | 2020-06",
                "05/2018-06/2020 | 2018-05 | 2020-06",
                "2018-05/2020-06 | 2018-05 | 2020-06",
                "Jan - Mar 2019 | 2019-01 | 2019-03",
                "2018 to 2020 | 2018 | 2020",
                "01.2018 bis 12.2020 | 2018-01 | 2020-12",
                "2020 - now |2020 |",
                "August 2019 – Present |2019-08 |",
                "06/2015 bis heute | 2015-06 |",
                "2020年5月至今 | 2020-05 |",
                "since 2018 | 2018 |",
                "2018 - | 2018 |",
            })
    void readsASpan(String written, String start, String end) {
        assertThat(read(written)).isEqualTo(new Range(start, end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Present", "now", "CURRENT", "bis heute", "aujourd’hui", "Actualidad", "至今", "по н.в."})
    void readsWhatGoesOn(String written) {
        assertThat(read(written)).isEqualTo(new Ongoing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "-", "n/a", "???"})
    void readsThatNoDateIsGiven(String written) {
        assertThat(read(written)).isEqualTo(new Absent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03/04/2020",
                "May 20",
                "2018-19",
                "2018/19",
                "2020-02-31",
                "2020-13",
                "listopad 2020",
                "2563",
                "1588291200000",
                "2020 - 2018",
                "2020-W05",
                "next year",
                "2018 - 2019 - 2020",
                "May June 2020",
                "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
            })
    void guessesNothing(String written) {
        assertThat(read(written))
                .isInstanceOfSatisfying(
                        Unclear.class, unclear -> assertThat(unclear.why()).doesNotContain("^", "[0-9]"));
    }

    @Test
    void readsNumbersAndParts() {
        assertThat(WrittenDate.of(JsonValues.number(new BigDecimal(2020)))).isEqualTo(new Point("2020"));
        assertThat(WrittenDate.of(Story.json("{'Year':2020,'Month':5}"))).isEqualTo(new Point("2020-05"));
        assertThat(WrittenDate.of(Story.json("{'year':2020,'month':'May','day':null}")))
                .isEqualTo(new Point("2020-05"));
        assertThat(WrittenDate.of(Story.json("{'year':null}"))).isEqualTo(new Absent());
        assertThat(WrittenDate.of(Story.json("{'from':2020}"))).isInstanceOf(Unclear.class);
        assertThat(WrittenDate.of(JsonValue.NULL)).isEqualTo(new Absent());
        assertThat(WrittenDate.of(JsonValue.TRUE)).isInstanceOf(Unclear.class);
    }

    @Test
    void failsOnNoText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "0129-–/. ,'年月日至今q~()\u0301\ud83d\ude00maytoIİ";
        for (int text = 0; text < 20_000; text++) {
            StringBuilder written = new StringBuilder();
            for (int length = random.nextInt(14); length > 0; length--) {
                written.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(read(written.toString()))
                    .as("seed %d: %s", seed, written)
                    .isNotNull();
        }
    }

    private static WrittenDate read(String written) {
        return WrittenDate.of(JsonValues.JSON.createValue(written));
    }
}
