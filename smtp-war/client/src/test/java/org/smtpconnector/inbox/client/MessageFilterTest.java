package org.smtpconnector.inbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smtpconnector.inbox.client.MessageFilter.after;
import static org.smtpconnector.inbox.client.MessageFilter.matching;
import static org.smtpconnector.inbox.client.MessageFilter.subject;
import static org.smtpconnector.inbox.client.MessageFilter.to;

import org.junit.jupiter.api.Test;

class MessageFilterTest {

    @Test
    void encodesWhatMeansSomethingInAQuery() {
        assertThat(to("anna+1@example.org").and(subject("50% & more=Ü")).query())
                .isEqualTo("subject=50%25+%26+more%3D%C3%9C&to=anna%2B1%40example.org");
    }

    @Test
    void hasEveryCriterion() {
        MessageFilter all = to("a").and(MessageFilter.from("b"))
                .and(subject("c"))
                .and(matching("d"))
                .and(after(7));
        assertThat(all.query()).isEqualTo("after=7&from=b&q=d&subject=c&to=a");
        assertThat(all).hasToString("after \"7\", from \"b\", q \"d\", subject \"c\", to \"a\"");
    }

    @Test
    void isWithoutABoundBeforeTheFirstMessage() {
        assertThat(after(0).query()).isEmpty();
        assertThat(after(0)).hasToString("any");
        assertThat(after(0).and(to("a")).query()).isEqualTo("to=a");
    }

    @Test
    void refusesTwoOfAKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> to("a").and(subject("b")).and(to("c")))
                .withMessageContaining("\"to\"");
    }
}
