package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.smtpconnector.sample.store.HeaderField;

class EnvelopeViewTest {

    @Test
    void recipientsThatNoFieldShowsAreBcc() {
        List<HeaderField> headers = List.of(
                new HeaderField("TO", "Bob <BOB@example.org>, \"x\" <rob-ann@example.org>"),
                new HeaderField("cc", "carl@example.org"),
                new HeaderField("Subject", "dora@example.org"),
                new HeaderField("Reply-To", "eve@example.org"));
        assertThat(EnvelopeView.bcc(
                        List.of(
                                "bob@example.org",
                                "ann@example.org",
                                "carl@example.org",
                                "carl@example.org.uk",
                                "dora@example.org",
                                "eve@example.org"),
                        headers))
                .containsExactly("ann@example.org", "carl@example.org.uk", "dora@example.org", "eve@example.org");
    }
}
