package org.smtpconnector.inbox.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is found however it is written, as long as people see the same. */
class FoldingTest {

    private static long count(String text, String search) throws Exception {
        try (SearchIndex index = SearchIndex.open(new ByteBuffersDirectory())) {
            index.put(new IndexEntry(1, Instant.EPOCH, 1, 0, Outcome.ACCEPTED, "", "", text, ""));
            return index.count(SearchLanguage.parse('"' + search + '"', Instant.now()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // composed and decomposed
        "Gr\u00FC\u00DFe aus K\u00F6ln, gru\u0308\u00DFe aus ko\u0308ln",
        "re\u0301sume\u0301 as NFD, R\u00C9SUM\u00C9",
        "\u212Bngstr\u00F6m, a\u030Angstro\u0308m",
        "\uD55C\uAD6D\uC5B4, \u1112\u1161\u11AB\u1100\u116E\u11A8\u110B\u1165",
        "\u1EA4n, a\u0302\u0301N",
        // case
        "STRASSE, stra\u00DFe",
        "stra\u00DFe, STRASSE",
        "STRA\u1E9EE, strasse",
        "\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2, \u03A3\u038A\u03A3\u03A5\u03A6\u039F\u03A3",
        "\u0130stanbul, istanbul",
        "o\uFB03ce, OFFICE",
        "\uFF21\uFF22\uFF23 wide, abc WIDE",
        "\uD801\uDC00 deseret, \uD801\uDC28 DESERET",
        // what nobody sees
        "news\u00ADlet\u00ADter, newsletter",
        "newsletter, news\u00ADletter",
        "zero\u200Bwidth\uFEFFspace, zerowidthspace",
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645, \u0645\u06CC\u062E\u0648\u0627\u0647\u0645",
        "pre\u034F \u200C\u034F header, pre header",
        "\u202Eright to left\u202C, right to left",
        "\u2764\uFE0F heart, \u2764 heart",
        "\uD83D\uDC68\u200D\uD83D\uDCBB at work, \uD83D\uDC68\uD83D\uDCBB AT WORK",
    })
    void findsWhatLooksTheSame(String text, String search) throws Exception {
        assertThat(count(text, search)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"r\u00E9sum\u00E9, resume", "stra\u00DFe, strase", "\u0645, \u062E", "\u0660, \u0661"})
    void doesNotFindWhatLooksOtherwise(String text, String search) throws Exception {
        assertThat(count(text, search)).isZero();
    }

    /** Words that are looked for are folded like those in the index: folding twice changes nothing. */
    @Test
    void foldsEveryCharacterForGood() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String folded = Folding.fold(Character.toString(c));
            assertThat(Folding.fold(folded)).as("U+%04X", c).isEqualTo(folded);
            assertThat(Folding.fold(Character.toString(c).toUpperCase(java.util.Locale.ROOT)))
                    .as("upper case of U+%04X", c)
                    .isEqualTo(folded);
        }
    }

    /** U+FDFA is 18 characters: a text made of it takes no more than twice as many as another one. */
    @Test
    void boundsTextsThatGrow() throws IOException {
        int count = 0;
        Trigrams trigrams = new Trigrams("\uFDFA".repeat(IndexEntry.MAX_TEXT));
        while (trigrams.incrementToken()) {
            count++;
        }
        assertThat(count).isLessThanOrEqualTo(2 * IndexEntry.MAX_TEXT);
    }
}
