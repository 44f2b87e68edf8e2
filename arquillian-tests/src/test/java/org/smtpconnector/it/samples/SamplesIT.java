package org.smtpconnector.it.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.SmtpConnection;

/** Each sample does what its page says, as it is built and without a setting of the test's but ports and folders. */
@Tag("samples")
class SamplesIT {

    @TempDir
    private Path folder;

    @Test
    void helloPrintsAndStoreStores() throws Exception {
        List<Path> both = List.of(SampleServer.archive("hello.jar"), SampleServer.archive("store.jar"));
        try (SampleServer server = SampleServer.start(folder, both, "-Duser.dir=" + folder)) {
            assertThat(server.deliver("Grüße \033[31mred", "you@example.org")).startsWith("250 2.0.0");
            assertThat(server.line("you@example.org]: "))
                    .startsWith("sender@example.org to [you@example.org]: ")
                    .endsWith("?[31mred");
        }
        assertThat(folder.resolve("mail.mv.db")).isNotEmptyFile();
    }

    @Test
    void hooksDecideWhileTheClientTalks() throws Exception {
        try (SampleServer server = SampleServer.start(folder, List.of(SampleServer.archive("hooks.jar")))) {
            try (SmtpConnection connection = server.connect()) {
                connection.command("550 5.7.1 No mail from there, 1 times refused", "MAIL FROM:<a@spam.example>");
                long begin = System.nanoTime();
                connection.command("550 5.7.1 No mail from there, 2 times refused", "MAIL FROM:<a@spam.example>");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                connection.command("250", "MAIL FROM:<a@example.org>");
                connection.command("550 5.1.1", "RCPT TO:<anna@elsewhere.example>");
                connection.command("250", "RCPT TO:<anna+news@example.com>");
                connection.command("354", "DATA");
                connection.command("250", "X-Sent-By: the boss\r\n\r\nText\r\n.");
            }
            assertThat(server.line(" for [anna@example.com]")).endsWith("sent by nobody");
            try (SmtpConnection connection = server.connect()) {
                connection.startTls();
                connection.command("535", "AUTH PLAIN AGFubmEAd3Jvbmc="); // anna, wrong
                connection.command("235", "AUTH PLAIN AGFubmEAc2VjcmV0"); // anna, secret
                assertThat(connection.deliver("Hello", "bob@example.com")).startsWith("250");
            }
            assertThat(server.line(" for [bob@example.com]")).endsWith("sent by anna");
        }
    }

    @Test
    void mailToSupportOpensATicketAndAnAnswerIsAddedToIt() throws Exception {
        try (SampleServer server =
                SampleServer.start(folder, List.of(SampleServer.archive("tickets.war")), "-Duser.dir=" + folder)) {
            assertThat(server.deliver("The printer is on fire", "support@example.com"))
                    .isEqualTo("250 2.0.0 Ticket #1");
            assertThat(server.deliver("Re: [#1] The printer is on fire", "support@example.com"))
                    .isEqualTo("250 2.0.0 Ticket #1");
            assertThat(server.deliver("[#99] There is no such ticket", "support@example.com"))
                    .isEqualTo("250 2.0.0 Ticket #2");
            assertThat(server.deliver("Sales are up", "sales@example.com")).startsWith("550 5.1.1");
            // A client that has not heard the reply sends the same message again.
            assertThat(server.deliver("Re: [#1] The printer is on fire", "support@example.com"))
                    .startsWith("250 2.0.0 Ok");
            assertThat(server.get("/tickets/1").body())
                    .isEqualTo("{\"entries\":[{\"sender\":\"sender@example.org\",\"text\":\"Text\\r\\n\"},"
                            + "{\"sender\":\"sender@example.org\",\"text\":\"Text\\r\\n\"}],"
                            + "\"id\":1,\"subject\":\"The printer is on fire\"}");
            assertThat(server.get("/tickets/3").statusCode()).isEqualTo(404);

            assertThat(deliveredAtATime(server, "Once", 8))
                    .containsOnlyOnce("250 2.0.0 Ticket #3")
                    .allMatch(reply -> reply.startsWith("250 2.0.0"));
            assertThat(server.get("/tickets/4").statusCode()).isEqualTo(404);
        }
    }

    private static List<String> deliveredAtATime(SampleServer server, String subject, int times) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<Future<String>> replies = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                replies.add(threads.submit(() -> server.deliver(subject, "support@example.com")));
            }
            List<String> heard = new ArrayList<>();
            for (Future<String> reply : replies) {
                heard.add(reply.get());
            }
            return heard;
        } finally {
            threads.shutdownNow();
        }
    }
}
