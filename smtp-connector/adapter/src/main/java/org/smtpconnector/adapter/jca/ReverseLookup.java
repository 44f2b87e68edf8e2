package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.smtpconnector.adapter.events.LogWriter;

/**
 * Finds the names of clients. A name is believed only if it leads back to the address. The domain name system may take as
 * long as it likes: that costs at most a few threads of the container, and a client waits no longer than the time that was
 * set.
 */
final class ReverseLookup {

    private static final System.Logger LOG = System.getLogger(ReverseLookup.class.getName());

    /** Look-ups at once, also those that nobody waits for any more. */
    private static final int MAX_RUNNING = 8;

    /** The names that may stand in logs and headers; the owner of an address can give it any name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");

    /** The domain name system, or what stands for it in tests. */
    interface Names {

        /** The name of an address; its literal form if it has none. */
        String nameOf(InetAddress address) throws UnknownHostException;

        InetAddress[] addressesOf(String name) throws UnknownHostException;
    }

    /** The names that the platform finds: by the system's resolver, {@code /etc/hosts} included. */
    static final Names SYSTEM = new Names() {
        @Override
        public String nameOf(InetAddress address) throws UnknownHostException {
            // Of a copy: the session's own address must not remember its name.
            return InetAddress.getByAddress(address.getAddress()).getCanonicalHostName();
        }

        @Override
        public InetAddress[] addressesOf(String name) throws UnknownHostException {
            return InetAddress.getAllByName(name);
        }
    };

    private final WorkScheduler works;
    private final LogWriter log;
    private final Names names;
    private final long timeout;
    private final Deque<Lookup> open = new ArrayDeque<>();
    private int running;

    /**
     * @param log to which event loops give their lines
     * @param timeout how long a client may wait
     */
    ReverseLookup(WorkScheduler works, LogWriter log, Names names, Duration timeout) {
        this.works = works;
        this.log = log;
        this.names = names;
        this.timeout = timeout.toNanos();
    }

    /**
     * Looks an address up; returns at once.
     *
     * @param then given the name, or null if none was found in time; called once, from any thread
     */
    void find(InetAddress address, Consumer<String> then) {
        Lookup lookup = new Lookup(address, System.nanoTime() + timeout, then);
        synchronized (this) {
            open.addLast(lookup);
        }
        startWaiting();
    }

    /** Gives up what has taken too long; called a few times each second. */
    void tick() {
        long now = System.nanoTime();
        List<Lookup> over;
        synchronized (this) {
            over = open.stream().filter(lookup -> now - lookup.deadline >= 0).toList();
            open.removeAll(over);
        }
        over.forEach(lookup -> lookup.answer(null));
    }

    private void startWaiting() {
        for (Lookup next = next(); next != null; next = next()) {
            Lookup lookup = next;
            works.schedule(getClass().getClassLoader(), null, new WorkScheduler.Task() {
                @Override
                public boolean run() {
                    perform(lookup);
                    return false;
                }

                @Override
                public void notRun(Throwable why) {
                    log.add(LOG, WARNING, () -> "The container's WorkManager did not take a look-up", why);
                    finished(lookup, null);
                }
            });
        }
    }

    private synchronized Lookup next() {
        if (running == MAX_RUNNING) {
            return null;
        }
        Lookup next = open.stream().filter(lookup -> !lookup.begun).findFirst().orElse(null);
        if (next != null) {
            next.begun = true;
            running++;
        }
        return next;
    }

    private void perform(Lookup lookup) {
        String name = null;
        try {
            name = name(lookup.address);
        } catch (UnknownHostException | RuntimeException e) {
            LOG.log(DEBUG, () -> "No name of " + lookup.address, e);
        } finally {
            finished(lookup, name);
        }
        startWaiting();
    }

    private void finished(Lookup lookup, String name) {
        synchronized (this) {
            running--;
            open.remove(lookup);
        }
        lookup.answer(name);
    }

    private String name(InetAddress address) throws UnknownHostException {
        String name = names.nameOf(address);
        if (name.equals(address.getHostAddress()) || !NAME.matcher(name).matches()) {
            return null;
        }
        return Arrays.asList(names.addressesOf(name)).contains(address) ? name : null;
    }

    /** Its state is guarded by the outer object. */
    private static final class Lookup {

        private final InetAddress address;
        private final long deadline;
        private final Consumer<String> then;
        private final AtomicBoolean answered = new AtomicBoolean();
        private boolean begun;

        private Lookup(InetAddress address, long deadline, Consumer<String> then) {
            this.address = address;
            this.deadline = deadline;
            this.then = then;
        }

        private void answer(String name) {
            if (answered.compareAndSet(false, true)) {
                then.accept(name);
            }
        }
    }
}
