package org.smtpconnector.inbox.client.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The address of an inbox that nobody asks anything: the extension does not connect by itself. */
@InboxTest(url = "http://127.0.0.1:9/")
class InboxExtensionTest {

    @Test
    void theAnnotationOfTheClassNamesTheInbox(Inbox inbox) {
        assertThat(inbox.client().page()).hasToString("http://127.0.0.1:9/");
    }

    @Test
    @InboxTest(url = "http://127.0.0.1:10")
    void theAnnotationOfTheMethodComesFirst(Inbox inbox) {
        assertThat(inbox.client().page()).hasToString("http://127.0.0.1:10/");
    }

    @Test
    void eachAddressIsAnother(Inbox inbox) {
        assertThat(inbox.newAddress("anna"))
                .matches("anna\\.[0-9a-f]{32}@inbox\\.test")
                .isNotEqualTo(inbox.newAddress("anna"));
    }

    @Nested
    class Inside {

        @Test
        void theAnnotationOfTheClassAroundHolds(Inbox inbox) {
            assertThat(inbox.client().page()).hasToString("http://127.0.0.1:9/");
        }
    }
}
