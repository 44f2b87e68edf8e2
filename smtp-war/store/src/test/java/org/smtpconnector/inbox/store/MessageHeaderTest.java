package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeaderTest {

    private static MessageHeader parse(String message) {
        return MessageHeader.parse(message.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheOrderAndRepeatedFields() {
        MessageHeader header =
                parse("Received: b\r\nTo: x@a\r\nReceived: a\r\nTO: y@a\r\n\r\nSubject: in the body\r\n");
        assertThat(header.fields())
                .containsExactly(
                        new HeaderField("Received", "b"),
                        new HeaderField("To", "x@a"),
                        new HeaderField("Received", "a"),
                        new HeaderField("TO", "y@a"));
        assertThat(header.value("to")).isEqualTo("x@a, y@a");
        assertThat(header.value("Subject")).isNull();
    }

    @Test
    void unfoldsAndDecodes() {
        assertThat(parse("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= aus =?utf-8?b?S8O2bG4=?=\r\n\r\n")
                        .value("Subject"))
                .as("Either case")
                .isEqualTo("Grüße aus Köln");
        assertThat(parse("Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n =?ISO-8859-1?Q?_aus_K=F6ln?=\r\n\r\n")
                        .value("Subject"))
                .isEqualTo("Grüße aus Köln");
        assertThat(parse("Subject: a\r\n\tb\r\n\r\n").value("Subject")).isEqualTo("a b");
    }

    @Test
    void readsEightBitOctetsAsUtf8OrLatin1() {
        assertThat(parse("Subject: Grüße\r\n\r\n").value("Subject")).isEqualTo("Grüße");
        assertThat(MessageHeader.parse("Subject: Köln\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1))
                        .value("Subject"))
                .isEqualTo("Köln");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?x-no-such-charset?Q?a?=",
                "=?UTF-8?X?a?=",
                "=?UTF-8?B?!!!?=",
                "=?UTF-8?B?",
                "=?;;;?Q?a?=",
                "=??Q?a?=",
                "=?UTF-8?Q?=ZZ?="
            })
    void keepsWhatCannotBeDecodedReadable(String subject) {
        assertThat(parse("Subject: " + subject + "\r\nTo: x@a\r\n\r\n").value("Subject"))
                .isNotNull();
        assertThat(parse("Subject: " + subject + "\r\nTo: x@a\r\n\r\n").value("To"))
                .isEqualTo("x@a");
    }

    @Test
    void showsNoLineBreakThatWasHiddenInAnEncodedWord() {
        assertThat(parse("Subject: =?UTF-8?Q?a=0D=0ABcc:_x=00?=\r\n\r\n").value("Subject"))
                .isEqualTo("a\uFFFD\uFFFDBcc: x\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r\nbody",
                "no header at all",
                "a line\r\nanother\r\n",
                " begins folded\r\n\r\n",
                ":\r\n\r\n",
                ": no name\r\n\r\n",
                "na me: x\r\n\r\n"
            })
    void findsNoFieldWhereThereIsNone(String message) {
        assertThat(parse(message).fields()).isEmpty();
    }

    @Test
    void takesAnyOctets() {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] octets = new byte[random.nextInt(2000)];
            random.nextBytes(octets);
            assertThat(MessageHeader.parse(octets).fields()).allSatisfy(field -> {
                assertThat(field.name()).isNotEmpty().doesNotContain("\0", "\n", ":");
                assertThat(field.value()).doesNotContain("\0", "\n", "\r");
            });
        }
    }

    /** The recipients that a header does not show are only known if the header is complete. */
    @Test
    void tellsWhetherItIsComplete() {
        String filler = "X: " + "y".repeat(900) + "\r\n";
        int chunk = StoredChunk.SIZE;
        assertThat(parse("To: a@b\r\n\r\nbody").isComplete()).isTrue();
        assertThat(parse("To: a@b").isComplete()).as("no body").isTrue();
        assertThat(parse((filler.repeat(100) + "\r\nbody" + "z".repeat(chunk)).substring(0, chunk))
                        .isComplete())
                .isTrue();
        assertThat(parse((filler.repeat(100) + "no field\r\n" + "z".repeat(chunk)).substring(0, chunk))
                        .isComplete())
                .as("no empty line")
                .isTrue();
        assertThat(parse(filler.repeat(500).substring(0, chunk)).isComplete()).isFalse();
        assertThat(parse("To: " + "a@example.org,\r\n ".repeat(30_000).substring(0, chunk - 4))
                        .isComplete())
                .isFalse();
        assertThat(parse("X: y\r\n".repeat(5000)).isComplete())
                .as("more than are looked at")
                .isFalse();
    }

    @Test
    void isBounded() {
        assertThat(parse("X: y\r\n".repeat(5000)).fields()).hasSize(MessageHeader.MAX_FIELDS);
        assertThat(parse("Subject: " + "x".repeat(2 * MessageHeader.MAX_VALUE)).fields())
                .isEmpty();
        assertThat(parse("Subject: " + "x".repeat(200_000)).value("Subject"))
                .hasSizeBetween(1000, MessageHeader.MAX_VALUE);
    }
}
