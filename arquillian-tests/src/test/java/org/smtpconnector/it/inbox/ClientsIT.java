package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The octets that a client sends are those that {@code /source} returns, octet by octet, less the transparency dots. */
@RunsInbox({
    RunsInbox.NO_RECEIVED_HEADER,
    RunsInbox.REFUSED_SENDERS,
    RunsInbox.REFUSED_RECIPIENTS,
    RunsInbox.SEPARATOR,
    RunsInbox.ALIASES
})
class ClientsIT {

    @TempDir
    private Path directory;

    static Stream<Arguments> clientsAndContents() {
        return Arrays.stream(MailClient.values())
                .flatMap(client -> Arrays.stream(Content.values()).map(content -> Arguments.of(client, content)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsAndContents")
    void theSourceIsWhatTheClientSent(MailClient client, Content what, InboxServer server) throws Exception {
        client.require();
        Path file = Files.write(directory.resolve("message.eml"), client.input(what.octets()));
        String recipient = client.recipient(what);

        byte[] sent;
        try (RecordingProxy proxy = new RecordingProxy(server.smtp())) {
            Program.Result result = Program.run(file, client.command(proxy.port(), recipient, file));
            assertThat(result.status()).as(result.output()).isZero();
            sent = onlyMessage(proxy);
        }

        // Otherwise the content was not tested, whatever is said below.
        byte[] content = what.octets();
        assertSame(Arrays.copyOf(sent, content.length), content);
        assertThat(latin1(sent).substring(content.length))
                .as("What the client put behind the content")
                .matches("(\r\n){0,2}");
        assertSame(server.inbox().sourceOctets(server.inbox().only(recipient)), sent);
    }

    /** Postfix's own load generator makes its messages itself. */
    @ParameterizedTest
    @MethodSource("options")
    void theSourceIsWhatSmtpSourceSent(List<String> options, String recipient, InboxServer server) throws Exception {
        Program.require("smtp-source", "postfix");
        byte[] sent;
        try (RecordingProxy proxy = new RecordingProxy(server.smtp())) {
            Program.Result result = Program.run(Path.of("/dev/null"), smtpSource(options, recipient, proxy.port()));
            assertThat(result.status()).as(result.output()).isZero();
            sent = onlyMessage(proxy);
        }

        assertSame(server.inbox().sourceOctets(server.inbox().only(recipient)), sent);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of(Named.of("default", List.of()), "smtp-source-default@example.org"),
                Arguments.of(Named.of("64 K", List.of("-l", "65536")), "smtp-source-64k@example.org"),
                Arguments.of(Named.of("25 MB", List.of("-l", "25000000")), "smtp-source-25mb@example.org"));
    }

    /** Several messages on each of several connections, in whatever order they come. */
    @Test
    void theSourcesAreWhatSmtpSourceSentOnManyConnections(InboxServer server) throws Exception {
        Program.require("smtp-source", "postfix");
        String recipient = "smtp-source-many@example.org";
        List<byte[]> sent;
        try (RecordingProxy proxy = new RecordingProxy(server.smtp())) {
            Program.Result result = Program.run(
                    Path.of("/dev/null"),
                    smtpSource(List.of("-d", "-s", "5", "-m", "50", "-l", "3000"), recipient, proxy.port()));
            assertThat(result.status()).as(result.output()).isZero();
            sent = proxy.conversations().stream()
                    .flatMap(said -> Wire.messages(said).stream())
                    .toList();
        }

        List<byte[]> stored = new ArrayList<>();
        for (Inbox.Mail mail : server.inbox().all(recipient)) {
            stored.add(server.inbox().sourceOctets(mail));
        }
        assertThat(sent).hasSize(50);
        assertThat(stored).containsExactlyInAnyOrderElementsOf(sent);
    }

    private static List<String> smtpSource(List<String> options, String recipient, int port) {
        return Stream.of(
                        List.of("smtp-source"),
                        options,
                        List.of("-f", "sender@example.org", "-t", recipient, "127.0.0.1:" + port))
                .flatMap(List::stream)
                .toList();
    }

    private static byte[] onlyMessage(RecordingProxy proxy) throws Exception {
        List<byte[]> conversations = proxy.conversations();
        assertThat(conversations).hasSize(1);
        List<byte[]> messages = Wire.messages(conversations.get(0));
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Says where two messages differ; a picture of 25 MB helps nobody. */
    private static void assertSame(byte[] actual, byte[] expected) {
        assertThat(Arrays.mismatch(actual, expected))
                .as("First difference of %d octets from the %d expected ones", actual.length, expected.length)
                .isEqualTo(-1);
    }
}
