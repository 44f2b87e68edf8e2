package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.it.samples.SampleServer;

/** Runs Postfix and the sample {@code tickets} with the settings of {@code docs/how-to/behind-postfix.md}. */
@Tag("howto")
class BehindPostfixIT {

    private static final Path PAGE = Path.of("..", "docs", "how-to", "behind-postfix.md");
    private static final String PORT_OF_THE_PAGE = "2424";
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final HowToPage page;
    private final int smtpPort = Ports.free();
    private final int lmtpPort = Ports.free();
    private final int httpPort = Ports.free();

    BehindPostfixIT() throws IOException {
        page = HowToPage.read(PAGE);
    }

    @Test
    void postfixAsksForRecipientsAndKeepsAMessageUntilItIsTaken() throws Exception {
        Postfix.require();
        List<String> mainCf = page.blocks("properties").stream()
                .skip(1)
                .map(block -> block.replace(PORT_OF_THE_PAGE, String.valueOf(lmtpPort)))
                .toList();
        assertThat(mainCf).hasSize(2);
        try (Postfix postfix = new Postfix(folder, smtpPort, String.join("", mainCf))) {
            try (SampleServer application = start();
                    SmtpConnection client = postfix.connect()) {
                client.command("250", "MAIL FROM:<sender@example.org>");
                client.command("550 5.1.1 <nobody@app.example.org>", "RCPT TO:<nobody@app.example.org>");
                client.command("454 4.7.1", "RCPT TO:<anna@elsewhere.example>");
                client.command("250", "RSET");
                assertThat(client.deliver("The printer is on fire", "support@app.example.org"))
                        .startsWith("250 2.0.0 Ok: queued as");
                awaitTicket(application, 1);
            }
            // The application is away: Postfix knows the recipient, takes the message and keeps it.
            try (SmtpConnection client = postfix.connect()) {
                assertThat(client.deliver("Another one", "support@app.example.org"))
                        .startsWith("250 2.0.0 Ok: queued as");
            }
            await().atMost(LONG).until(() -> postfix.queue().contains("Connection refused"));
            try (SampleServer application = start()) {
                postfix.flush();
                awaitTicket(application, 2);
                await().atMost(LONG).until(() -> postfix.queue().contains("Mail queue is empty"));
            }
        }
    }

    private SampleServer start() throws Exception {
        return SampleServer.start(
                folder.resolve("server"),
                List.of(SampleServer.archive("tickets.war")),
                httpPort,
                lmtpPort,
                Stream.concat(page.settings().stream(), Stream.of("-Duser.dir=" + folder))
                        .toArray(String[]::new));
    }

    private static void awaitTicket(SampleServer application, int number) {
        await().atMost(LONG).until(() -> application.get("/tickets/" + number).statusCode() == 200);
    }
}
