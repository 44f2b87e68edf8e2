package org.smtpconnector.adapter.events;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The audit lines of one file. They wait within bounds, and a short task makes and writes them. If the file cannot be written they
 * wait for better times, and those for which there is no room are lost: counted, and said in the log. Safe for use by several threads.
 */
final class AuditFile {

    /** The octets of the heap, roughly, that waiting events may take. */
    private static final long MAX_WAITING = 16 << 20;

    /** The octets after which lines are written, so that many of them need no large buffer. */
    private static final int BATCH = 64 << 10;

    private static final long NANOS_BETWEEN_REMARKS = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = System.getLogger(AuditFile.class.getName());

    private record Waiting(AuditEvent event, ListenerAudit owner) {}

    private final RotatedFile file;
    private final ExclusiveTask task;
    private final long maxWaiting;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong octets = new AtomicLong();

    /** The number of lines that were lost and of which the log does not say so yet. */
    private final AtomicLong unsaid = new AtomicLong();

    /** Guarded by this. */
    private final JsonLines lines = new JsonLines();

    /** Whether the last attempt to write has failed. Guarded by this. */
    private boolean failing;

    /** The time of the last remark in the log. Guarded by this. */
    private long saidAt = System.nanoTime() - NANOS_BETWEEN_REMARKS;

    AuditFile(RotatedFile file, Executor executor) {
        this(file, executor, MAX_WAITING);
    }

    AuditFile(RotatedFile file, Executor executor, long maxWaiting) {
        this.file = file;
        this.task = new ExclusiveTask(executor, this::flush);
        this.maxWaiting = maxWaiting;
    }

    /** Returns the audit log of one more listener. */
    AuditLog ofListener() {
        return new ListenerAudit();
    }

    private void tick() {
        if (!waiting.isEmpty() || unsaid.get() > 0) {
            task.start();
        }
    }

    private synchronized void flush() {
        String failure = null;
        try {
            while (!waiting.isEmpty()) {
                writeBatch();
            }
        } catch (IOException e) {
            failure = e.toString();
        }
        say(failure);
    }

    private void writeBatch() throws IOException {
        int count = 0;
        lines.clear();
        for (Iterator<Waiting> next = waiting.iterator(); next.hasNext() && lines.length() < BATCH; count++) {
            add(next.next());
        }
        file.append(lines.octets(), lines.length());
        for (int i = 0; i < count; i++) {
            octets.addAndGet(-waiting.remove().event().octets());
        }
    }

    /** A line that cannot be made is lost; it must not keep the others from the file. */
    private void add(Waiting next) {
        int before = lines.length();
        try {
            next.event().addTo(lines);
            lines.endLine();
        } catch (RuntimeException e) {
            lines.cut(before);
            next.owner().lost.increment();
            LOG.log(Level.ERROR, "An audit line could not be made", e);
        }
    }

    /**
     * Says in the log that something is wrong, or has been: at once if that has changed, else once in a while.
     *
     * @param failure null if all is written
     */
    private void say(String failure) {
        boolean changed = failing != (failure != null);
        boolean due = failing || unsaid.get() > 0;
        if (!changed && (!due || System.nanoTime() - saidAt < NANOS_BETWEEN_REMARKS)) {
            return;
        }
        saidAt = System.nanoTime();
        long lost = unsaid.getAndSet(0);
        if (failure != null) {
            LOG.log(
                    Level.WARNING,
                    "Audit lines cannot be written to {0} and wait: {1}; {2} for which there is no room are lost",
                    file,
                    failure,
                    lost);
        } else if (failing) {
            LOG.log(Level.WARNING, "Audit lines can be written to {0} again; {1} are lost", file, lost);
        } else {
            LOG.log(Level.WARNING, "Audit lines come faster than {0} can be written; {1} are lost", file, lost);
        }
        failing = failure != null;
    }

    /** Writes what waits, and gives the rest up. */
    synchronized void close() {
        flush();
        long lost = unsaid.getAndSet(0);
        for (Waiting left = waiting.poll(); left != null; left = waiting.poll()) {
            octets.addAndGet(-left.event().octets());
            left.owner().lost.increment();
            lost++;
        }
        if (lost > 0) {
            LOG.log(Level.WARNING, "{1} audit lines were not written to {0}, and are lost", file, lost);
        }
    }

    /** The audit log of one listener. */
    private final class ListenerAudit extends AuditLog {

        private final LongAdder lost = new LongAdder();

        @Override
        boolean isOn() {
            return true;
        }

        @Override
        void add(AuditEvent event) {
            long size = event.octets();
            if (octets.addAndGet(size) > maxWaiting) {
                octets.addAndGet(-size);
                lost.increment();
                unsaid.incrementAndGet();
            } else {
                waiting.add(new Waiting(event, this));
            }
        }

        @Override
        long lost() {
            return lost.sum();
        }

        @Override
        public void tick() {
            AuditFile.this.tick();
        }

        @Override
        public void flush() {
            AuditFile.this.flush();
        }
    }
}
