package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.inbox.store.HeaderField;
import org.smtpconnector.inbox.store.MessageHeader;

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

    /** The last recipient of a field of 100 KB and more is shown by the field like the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: %s last@example.org",
                "To: first@example.org\r\nCc: %s Last <LAST@example.org>",
                "To: %s last@example.org\r\nTo: other@example.org",
                "TO: friends: %s last@example.org;",
                "To: %s =?utf-8?Q?Gr=C3=BC=C3=9Fe?= <last@example.org>\r\nSubject: x"
            })
    void longFieldsAreReadToTheirEnd(String fields) {
        for (int recipients : new int[] {4_000, 9_000}) {
            StringBuilder others = new StringBuilder();
            for (int i = 0; i < recipients; i++) {
                others.append("user").append(i).append("@example.org,\r\n ");
            }
            MessageHeader header = MessageHeader.parse(
                    (fields.formatted(others) + "\r\n\r\nbody").getBytes(StandardCharsets.US_ASCII));
            assertThat(EnvelopeView.bcc(
                            List.of("user0@example.org", "last@example.org", "secret@example.org"), header.fields()))
                    .containsExactly("secret@example.org");
        }
    }
}
