package org.smtpconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The socket driver, against the engine in a plain socket loop. */
class SocketDialogueTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ExecutorService SERVER = Executors.newSingleThreadExecutor();

    @AfterAll
    static void stop() {
        SERVER.shutdownNow();
    }

    /** The engine in any server: the example holds all that need no decision, no TLS and no certain address. */
    @TestFactory
    Stream<DynamicTest> transcriptsWithTheExample() {
        return Transcripts.all().stream()
                .filter(transcript -> transcript.steps().stream()
                        .noneMatch(step -> step instanceof Step.Decide || step instanceof Step.Secure))
                .filter(transcript -> !transcript.options().containsKey("receivedHeader"))
                .filter(transcript -> !transcript.options().containsKey("implicitTls"))
                .filter(transcript -> !transcript.source().startsWith("auth."))
                .map(transcript -> DynamicTest.dynamicTest(transcript.toString(), () -> serve(transcript)));
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(transcriptsWithTheExample()).hasSizeGreaterThan(100);
    }

    private static void serve(Transcript transcript) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PlainSocketServer server = new PlainSocketServer();
            Future<?> served = SERVER.submit(() -> {
                server.serve(listener, EngineOptions.settings(transcript.options()));
                return null;
            });
            SocketDialogue.run(transcript, (InetSocketAddress) listener.getLocalSocketAddress(), TIMEOUT);
            served.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void theExampleServerIsShort() throws IOException {
        Path source = Path.of("src/test/java/org/smtpconnector/testkit/PlainSocketServer.java");

        assertThat(Files.readAllLines(source).stream().dropWhile(line -> !line.contains("class PlainSocketServer")))
                .hasSizeLessThan(60);
    }

    @Test
    void anotherReplyIsShownBesideTheExpectedOne() {
        Transcript transcript = only("=== Lie\nS: 220 *\nC: NOOP\nS: 354 *\n");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> serve(transcript))
                .withMessageContaining("line 4")
                .withMessageContaining("expected: S: 354 *")
                .withMessageContaining("received: S: 250 2.0.0 Ok");
    }

    @Test
    void aConnectionThatGoesOnIsNotClosed() throws IOException {
        Transcript transcript = only("=== Lie\nS: 220 *\nE:\n");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<?> served = SERVER.submit(() -> {
                new PlainSocketServer().serve(listener, EngineOptions.settings(transcript.options()));
                return null;
            });
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> SocketDialogue.run(
                            transcript, (InetSocketAddress) listener.getLocalSocketAddress(), Duration.ofMillis(200)))
                    .withMessageContaining("expected: the end of the connection")
                    .withMessageContaining("nothing for PT0.2S");
            assertThat(served).succeedsWithin(TIMEOUT);
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws IOException {
        Transcript transcript = only("=== Silence\nS: 220 *\n");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> SocketDialogue.run(
                            transcript, (InetSocketAddress) listener.getLocalSocketAddress(), Duration.ofMillis(200)))
                    .withMessageContaining("nothing for PT0.2S");
        }
    }

    private static Transcript only(String text) {
        List<Transcript> transcripts = Transcript.parse("test", text);
        assertThat(transcripts).hasSize(1);
        return transcripts.get(0);
    }
}
