package org.smtpconnector.adapter.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.Verdict;

/** All events can be recorded by the JDK's flight recorder and seen through JMX, and neither keeps an adapter that is gone. */
class JfrEventsTest {

    @TempDir
    Path directory;

    private final ListenerEvents listener = new ListenerEvents("mx", null, new LogWriter(Runnable::run), AuditLog.OFF);

    @Test
    void connectionsTransactionsDeliveriesAndAuthenticationsAreRecorded() throws IOException {
        JfrEvents.register(); // another test in this virtual machine may have ended with the contrary
        try (Recording recording = recording("Connection", "Transaction", "Delivery", "Auth")) {
            JfrEvents.register();
            talk();
            List<RecordedEvent> events = events(recording);

            assertThat(events)
                    .extracting(event -> event.getEventType().getName())
                    .containsExactlyInAnyOrder(
                            "smtp.Connection", "smtp.Transaction", "smtp.Delivery", "smtp.Auth", "smtp.Auth");
            RecordedEvent connection = only(events, "smtp.Connection");
            assertThat(connection.getString("listener")).isEqualTo("mx");
            assertThat(connection.getString("session")).isEqualTo("s");
            assertThat(connection.getString("helo")).isEqualTo("client.example");
            assertThat(connection.getString("user")).isEqualTo("user");
            assertThat(connection.getInt("transactions")).isOne();
            assertThat(connection.getString("outcome")).isEqualTo("CLOSED");
            assertThat(connection.getDuration()).isPositive();
            RecordedEvent transaction = only(events, "smtp.Transaction");
            assertThat(transaction.getString("transaction")).isEqualTo("s-1");
            assertThat(transaction.getInt("reply")).isEqualTo(250);
            assertThat(transaction.getLong("octets")).isEqualTo(3);
            assertThat(transaction.getDuration()).isLessThan(connection.getDuration());
            RecordedEvent delivery = only(events, "smtp.Delivery");
            assertThat(delivery.getString("beans")).isEqualTo("org.example.Inbox");
            assertThat(delivery.getDuration("processing")).isEqualTo(Duration.ofMillis(2));
        }
    }

    @Test
    void nothingIsMadeThatIsNotRecorded() {
        try (Recording recording = recording("Auth")) {
            JfrEvents.register();
            for (String event : List.of("Connection", "Transaction", "Delivery")) {
                recording.disable("smtp." + event);
            }
            assertThat(JfrEvents.auth()).isNotNull();
            assertThat(JfrEvents.connection()).isNull();
            assertThat(JfrEvents.transaction()).isNull();
            assertThat(JfrEvents.delivery()).isNull();
        }
        assertThat(JfrEvents.auth()).isNull();
    }

    @Test
    void anAdapterThatIsGoneIsNotKept() throws Exception {
        try (Recording recording = recording("Connection", "Transaction", "Delivery", "Auth")) {
            WeakReference<ClassLoader> loader = comeAndGo();
            assertThat(events(recording)).isNotEmpty();
            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .queryNames(new ObjectName("org.smtpconnector:*"), null))
                    .isEmpty();
            await().atMost(Duration.ofMinutes(1)).until(() -> isGone(loader));
        }
    }

    @SuppressWarnings("SystemGc")
    private static boolean isGone(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() == null;
    }

    private static WeakReference<ClassLoader> comeAndGo() throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(JfrEventsTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            loader.loadClass("org.smtpconnector.adapter.events.ObservedAdapter")
                    .getMethod("run")
                    .invoke(null);
            return new WeakReference<>(loader);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void talk() {
        ObservedSession session = new ObservedSession(listener, "s");
        session.answers.put(
                HookCall.Message.class,
                new Verdict(HookResult.PROCEED, Outcome.ACCEPTED, List.of("org.example.Inbox"), 1_000_000, 2_000_000));
        session.answers.put(HookCall.Authenticate.class, Verdict.refused(Replies.AUTHENTICATION_FAILED));
        session.say("EHLO client.example", "AUTH PLAIN AHVzZXIAc2VjcmV0");
        session.answers.remove(HookCall.Authenticate.class);
        session.say("AUTH PLAIN AHVzZXIAc2VjcmV0").message("a@example.org", "b@example.org", "x");
        session.say("QUIT").lost();
    }

    private static Recording recording(String... events) {
        Recording recording = new Recording();
        for (String event : events) {
            recording.enable("smtp." + event).withoutThreshold();
        }
        recording.start();
        return recording;
    }

    private List<RecordedEvent> events(Recording recording) throws IOException {
        recording.stop();
        Path file = directory.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
