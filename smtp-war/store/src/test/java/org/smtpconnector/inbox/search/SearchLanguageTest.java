package org.smtpconnector.inbox.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Instant;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A search finds what it says; a word that is not understood is named. */
@Timeout(20)
class SearchLanguageTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private static final IndexEntry MESSAGE = new IndexEntry(
            7,
            NOW.minusSeconds(3600),
            70_000,
            1,
            Outcome.ACCEPTED,
            "alice@example.org\n\"alice a.\" <a@example.org>",
            "bob@example.com\nhidden@example.com",
            "hello \"wide\" world: 100% off\\now",
            "it is raining in paris");

    private static boolean finds(String search, IndexEntry entry) throws SearchMistakeException, IOException {
        try (SearchIndex index = SearchIndex.open(new ByteBuffersDirectory())) {
            index.put(entry);
            return index.count(SearchLanguage.parse(search, NOW)) == 1;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "hello",
                "HELLO Paris",
                "hidden@",
                "alice",
                "\"is raining\"",
                "\"world: 100%\"",
                "\"\\\"wide\\\"\"",
                "\"off\\\\now\"",
                "100%",
                "from:ALICE",
                "FROM:a@example.org",
                "to:bob to:hidden",
                "subject:\"wide\\\" world\"",
                "after:2026-05-04",
                "after:2026-05-04T09:00:00Z",
                "after:1h after:7d",
                "before:2026-05-05 before:30m",
                "larger:68K",
                "larger:69999",
                "has:attachment",
                "is:any",
                "\t hello\n from:alice  "
            })
    void finds(String search) throws SearchMistakeException, IOException {
        assertThat(finds(search, MESSAGE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good-bye",
                "hello good-bye",
                "from:bob",
                "to:alice",
                "subject:raining",
                "after:2026-05-05",
                "after:59m",
                "before:2026-05-04",
                "before:60m",
                "larger:70000",
                "larger:1G",
                "is:rejected",
                "\"raining is\"",
                "100_",
                "%"
            })
    void doesNotFind(String search) throws SearchMistakeException, IOException {
        // "%" is in the subject: it means itself, and so does "_", which is not.
        assertThat(finds(search, MESSAGE)).isEqualTo(search.equals("%"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "form:me,form:,me",
                "hello http://example.org,http:,//example.org",
                "is:red,is:,red",
                "has:legs,has:,legs",
                "larger:big,larger:,big",
                "larger:-1,larger:,-1",
                "after:yesterday,after:,yesterday",
                "before:2026-02-30,before:,2026-02-30",
                "before:2026-13-01T00:00:00Z,before:,2026-13-01T00:00:00Z",
                "from:,from:,``",
                "subject:\"\",subject:,``",
                "a \"b c,\",\"b c",
                "\"a\"b,\",\"a\"b"
            })
    void namesAMistake(String search, String operator, String value) {
        assertThatExceptionOfType(SearchMistakeException.class)
                .isThrownBy(() -> SearchLanguage.parse(search, NOW))
                .satisfies(mistake -> {
                    assertThat(mistake.operator()).isEqualTo(operator);
                    assertThat(mistake.value()).isEqualTo(value);
                    assertThat(mistake.expected()).isNotBlank();
                });
    }

    @Test
    void findsWhatCameToNothingOnlyWhenAsked() throws SearchMistakeException, IOException {
        for (Outcome outcome : new Outcome[] {Outcome.REJECTED, Outcome.FAILED}) {
            IndexEntry entry = new IndexEntry(8, NOW, 0, 0, outcome, "a", "b", "", "");
            assertThat(finds("", entry)).isFalse();
            assertThat(finds("is:rejected", entry)).isTrue();
            assertThat(finds("from:a is:any", entry)).isTrue();
        }
    }
}
