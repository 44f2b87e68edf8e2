package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void keepsOrdinaryTextAndNull() {
        assertThat(Text.column("Grüße, 世界 🙂", 100)).isEqualTo("Grüße, 世界 🙂");
        assertThat(Text.column(null, 100)).isNull();
    }

    @Test
    void replacesWhatADatabaseOrALineCannotHold() {
        assertThat(Text.column("a\0b\r\nc\u001Bd\u0085e", 100)).isEqualTo("a\uFFFDb\uFFFD\uFFFDc\uFFFDd\uFFFDe");
        assertThat(Text.column("a\tb", 100)).isEqualTo("a b");
    }

    @Test
    void replacesHalvesOfSurrogatePairs() {
        assertThat(Text.column("a\uD83Db\uDE42", 100)).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void cutsAtTheLengthAndNotWithinACharacter() {
        assertThat(Text.column("abcdef", 3)).isEqualTo("abc");
        assertThat(Text.column("ab🙂", 3)).isEqualTo("ab");
        assertThat(Text.column("ab🙂", 4)).isEqualTo("ab🙂");
    }
}
