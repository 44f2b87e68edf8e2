package org.smtpconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.testkit.EngineDialogue.Cut;

/**
 * Every transcript, at engine level and on a loopback socket with a true TLS handshake where it says so: whole, and coalesced;
 * at engine level also split at every octet, with decisions that come later, and from either kind of buffer.
 */
class TranscriptsTest {

    /** A transcript must not get lost: whoever adds one counts it here. */
    private static final int COUNT = 295;

    /**
     * The dialogues in which a client has to wait, because PIPELINING is switched off or DATA was refused, so that it matters how the octets are cut:
     * {@code pipelining.txt}, {@code early.txt}, and one of {@code hooks.txt}.
     */
    private static final int CUT = 14;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ExecutorService SERVER = Executors.newSingleThreadExecutor();

    @TempDir
    static Path folder;

    private static TestTls tls;

    private final Map<Cut, List<String>> inEngine = new EnumMap<>(Cut.class);
    private final Map<Cut, List<String>> onSocket = new EnumMap<>(Cut.class);

    @BeforeAll
    static void makeCertificate() {
        tls = TestTls.in(folder);
    }

    @AfterAll
    static void stop() {
        SERVER.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> everyTranscript() {
        List<Transcript> transcripts = Transcripts.all();
        return Stream.concat(
                transcripts.stream().map(transcript -> dynamicTest(transcript.toString(), () -> hold(transcript))),
                Stream.of(dynamicTest("none is left out", () -> noneIsLeftOut(transcripts))));
    }

    private void hold(Transcript transcript) throws Exception {
        for (Cut cut : Cut.values()) {
            if (transcript.allows(cut)) {
                EngineDialogue.run(transcript, cut, false, false);
                EngineDialogue.run(transcript, cut, true, true);
                held(inEngine, cut, transcript);
            }
        }
        overSocket(transcript, Cut.LINES);
        if (transcript.allows(Cut.COALESCED)) {
            overSocket(transcript, Cut.COALESCED);
        }
    }

    private void overSocket(Transcript transcript, Cut cut) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TranscriptServer server = new TranscriptServer(transcript, cut == Cut.COALESCED, tls.server());
            Future<?> served = SERVER.submit(() -> {
                server.serve(listener);
                return null;
            });
            InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
            if (cut == Cut.COALESCED) {
                SocketDialogue.runCoalesced(transcript, address, TIMEOUT, tls.client());
            } else {
                SocketDialogue.run(transcript, address, TIMEOUT, tls.client());
            }
            served.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
        held(onSocket, cut, transcript);
    }

    private static void held(Map<Cut, List<String>> where, Cut cut, Transcript transcript) {
        where.computeIfAbsent(cut, key -> new ArrayList<>()).add(transcript.toString());
    }

    /** Runs last: that each of the others has held its dialogue on both levels. */
    private void noneIsLeftOut(List<Transcript> transcripts) {
        List<String> all = transcripts.stream().map(Transcript::toString).toList();
        assertThat(all).hasSize(COUNT).doesNotHaveDuplicates();

        assertThat(transcripts.stream()
                        .filter(transcript -> transcript.options().containsKey("cut")))
                .hasSize(CUT);
        List<String> coalesced = transcripts.stream()
                .filter(transcript -> transcript.allows(Cut.COALESCED))
                .map(Transcript::toString)
                .toList();

        assertThat(onSocket.get(Cut.LINES)).containsExactlyElementsOf(all);
        assertThat(onSocket.get(Cut.COALESCED)).containsExactlyElementsOf(coalesced);
        assertThat(inEngine.get(Cut.COALESCED)).containsExactlyElementsOf(coalesced);
        for (Cut cut : List.of(Cut.LINES, Cut.OCTETS)) {
            assertThat(inEngine.get(cut))
                    .containsExactlyElementsOf(transcripts.stream()
                            .filter(transcript -> transcript.allows(cut))
                            .map(Transcript::toString)
                            .toList());
        }
        // What makes sense in one cut only makes sense in one at least.
        assertThat(inEngine.values().stream().flatMap(List::stream).distinct()).hasSize(COUNT);
    }
}
