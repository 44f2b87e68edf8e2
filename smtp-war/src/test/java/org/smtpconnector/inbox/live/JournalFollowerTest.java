package org.smtpconnector.inbox.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal;

/** Whatever the connector or the store throws, the next entries are read. */
class JournalFollowerTest {

    private final Queue<Object> answers = new ArrayDeque<>();
    private final List<Long> asked = new ArrayList<>();
    private final List<Long> kept = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final List<RuntimeException> failing = new ArrayList<>();
    private final JournalFollower follower = new JournalFollower(() -> this::entriesAfter, this::keep, Duration.ZERO);

    /** Gives the next answer; when there is none, the application ends. */
    private List<SmtpJournal.Entry> entriesAfter(long sequence, int max, Duration wait) {
        asked.add(sequence);
        Object answer = answers.remove();
        if (answers.isEmpty()) {
            follower.stop();
        }
        if (answer instanceof RuntimeException failure) {
            throw failure;
        }
        return List.of(entry((Long) answer));
    }

    private static SmtpJournal.Entry entry(long number) {
        return (SmtpJournal.Entry) Proxy.newProxyInstance(
                SmtpJournal.Entry.class.getClassLoader(),
                new Class<?>[] {SmtpJournal.Entry.class},
                (proxy, method, arguments) -> number);
    }

    private void keep(List<SmtpJournal.Entry> entries) {
        if (!failing.isEmpty()) {
            throw failing.remove(0);
        }
        entries.forEach(entry -> kept.add(entry.sequence()));
    }

    private void follow() {
        Logger logger = Logger.getLogger(JournalFollower.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getThrown().getClass().getSimpleName());
            }

            @Override
            public void flush() {
                // nothing is buffered
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        logger.addHandler(handler);
        try {
            follower.run();
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void aFailingJournalIsReadAgainAndEachKindOfFailureIsLoggedOnce() {
        answers.addAll(List.of(
                7L,
                new IllegalStateException("the adapter is being replaced"),
                new IllegalStateException("still"),
                new IllegalArgumentException("another one"),
                8L));
        follow();
        assertThat(kept).containsExactly(7L, 8L);
        assertThat(asked).containsExactly(0L, 7L, 7L, 7L, 7L);
        assertThat(logged).containsExactly("IllegalStateException", "IllegalArgumentException");
    }

    /** They have been tried for a while by the store; the ones behind them must not wait for ever. */
    @Test
    void entriesThatCannotBeKeptAreNotReadAgain() {
        failing.add(new IllegalStateException("a test"));
        answers.addAll(List.of(7L, 8L));
        follow();
        assertThat(kept).containsExactly(8L);
        assertThat(asked).containsExactly(0L, 7L);
    }
}
