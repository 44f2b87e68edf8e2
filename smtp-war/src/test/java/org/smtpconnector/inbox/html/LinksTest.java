package org.smtpconnector.inbox.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.inbox.html.Links.Link;

class LinksTest {

    private static String harmless(String html) {
        return HarmlessHtml.of(html, false).page(Map.of());
    }

    @Test
    void eachIsFoundOnceWithWhatItSays() {
        assertThat(Links.of(
                        harmless("<a href='https://shop.example/a?x=1&amp;y=2'> Your\n <b>order</b></a>"
                                + "<a href='https://shop.example/a?x=1&amp;y=2'>again</a>"
                                + "<a href='mailto:me@example.org'>me</a>"
                                + "<a href='javascript:harm()'>harm</a><a href='/relative'>x</a>"),
                        "See https://shop.example/a?x=1&y=2, or (http://other.example/b)."))
                .containsExactly(
                        new Link("https://shop.example/a?x=1&y=2", "Your order", false),
                        new Link("mailto:me@example.org", "me", false),
                        new Link("http://other.example/b", null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/login, www.bank.example, true",
        "https://evil.example/login, https://bank.example/login, true",
        "https://bank.example@evil.example/, https://bank.example, true",
        "https://bank.example.evil.example/, bank.example, true",
        "https://www.bank.example/login, bank.example, false",
        "https://bank.example/login, BANK.example/other, false",
        "https://evil.example/login, Click here, false",
        "https://evil.example/login, 'the bank.example of yours', false",
        "mailto:me@example.org, bank.example, false",
        "https://xn--bcher-kva.example/, bücher.example, false"
    })
    void whatMisleadsIsMarked(String href, String text, boolean misleading) {
        assertThat(Link.of(href, text).misleading()).isEqualTo(misleading);
    }

    /** The one that lies is not left out for one that does not. */
    @Test
    void aLieIsShownBesideTheTruth() {
        assertThat(Links.of(
                        harmless(
                                "<a href='https://evil.example/'>here</a><a href='https://evil.example/'>bank.example</a>"),
                        null))
                .extracting(Link::misleading)
                .containsExactly(false, true);
    }

    @Test
    void theirNumberIsBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3 * Links.MOST; i++) {
            text.append("https://example.org/").append(i).append('\n');
        }
        assertThat(Links.of(null, text.toString())).hasSize(Links.MOST);
    }
}
