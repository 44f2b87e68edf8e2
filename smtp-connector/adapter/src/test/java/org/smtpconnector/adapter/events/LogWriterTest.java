package org.smtpconnector.adapter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Lines are written by a task, in order, within bounds, and the log says when some are lost. */
class LogWriterTest {

    private static final String NAME = "org.smtpconnector.test.writer";
    private static final Logger LOG = System.getLogger(NAME);

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean full;
    private final LogWriter writer = new LogWriter(
            task -> {
                if (full) {
                    throw new RejectedExecutionException("a test");
                }
                tasks.add(task);
            },
            2);

    @Test
    void linesAreWrittenByOneTaskAtATime() {
        try (LogCapture log = new LogCapture(NAME, Level.INFO)) {
            writer.tick();
            assertThat(tasks).isEmpty();
            say("one {0}");
            say("two");
            writer.tick();
            writer.tick();
            assertThat(tasks).hasSize(1);
            assertThat(log.lines()).isEmpty();
            tasks.remove().run();
            assertThat(log.lines()).containsExactly("one {0}", "two");

            say("three");
            writer.tick();
            tasks.remove().run();
            assertThat(log.lines()).endsWith("three");
        }
    }

    @Test
    void whatDoesNotFitIsLostAndSaidToBe() {
        try (LogCapture log = new LogCapture(NAME, Level.INFO);
                LogCapture own = new LogCapture(LogWriter.class.getName(), Level.INFO)) {
            say("one");
            say("two");
            say("three");
            say("four");
            writer.flush();
            assertThat(log.lines()).containsExactly("one", "two");
            assertThat(own.lines()).singleElement().asString().contains("2 lines");

            say("five");
            writer.flush();
            assertThat(log.lines()).endsWith("five");
            assertThat(own.lines()).hasSize(1);
        }
    }

    @Test
    void aTaskThatIsNotTakenIsTriedAgain() {
        full = true;
        say("one");
        writer.tick();
        full = false;
        writer.tick();
        assertThat(tasks).hasSize(1);
    }

    private void say(String line) {
        writer.add(LOG, Logger.Level.INFO, () -> line, null);
    }
}
