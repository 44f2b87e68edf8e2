package org.smtpconnector.inbox.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "*@spam.example, a@spam.example, true",
        "*@spam.example, A@Spam.Example, true",
        "*@spam.example, a@not.spam.example, false",
        "*@spam.example, a@spam.example.org, false",
        "bad.guy@*, bad.guy@anywhere, true",
        "bad.guy@*, badxguy@anywhere, false",
        "'a@b, c@*', c@d, true",
        "'a@b,,', a@b, true",
        "*, '', true",
        "**, x, true",
        "a*a, a, false",
        "a*a, aa, true",
        "ab*ba, aba, false",
        "*a*b*, xxbxxaxxbxx, true",
        "*a*b*, xxbxxaxx, false",
        "*aa*aa, xaaa, false",
        "*aa*aa, xaaaa, true",
        "a.b, axb, false",
        "'(', (, true",
    })
    void patterns(String pattern, String text, boolean matches) {
        assertThat(Wildcard.list(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void onePatternMayHaveCommas() {
        assertThat(Wildcard.single("*hello, world*").matches("Say HELLO, world!"))
                .isTrue();
        assertThat(Wildcard.single("*hello, world*").matches("hello")).isFalse();
    }
}
