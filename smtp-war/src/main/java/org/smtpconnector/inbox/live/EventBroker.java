package org.smtpconnector.inbox.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Passes events on to those who listen. Remembers the last ones for who comes back; lets no listener that is slow hold up
 * another one, nor keep more than a bounded number of events waiting. Safe for use by several threads.
 */
final class EventBroker {

    /**
     * An event that has happened.
     *
     * @param id to come back with; null if there is no need to
     * @param name of the event; null for a sign of life
     */
    record Event(String id, String name, String data) {

        private static final Event SIGN_OF_LIFE = new Event(null, null, null);
    }

    /** Takes events; may block, and fails when nobody reads any more. */
    interface Listener {

        void send(Event event);

        void close();
    }

    private final Executor executor;
    private final String epoch;
    private final int maxListeners;
    private final int maxWaiting;
    private final int remembered;
    private final Deque<Event> past = new ArrayDeque<>();
    private final Set<Outlet> outlets = ConcurrentHashMap.newKeySet();
    private long last;
    private boolean closed;

    /**
     * Makes a broker without listeners.
     *
     * @param executor sends
     * @param epoch makes ids of this broker different from those of another one
     * @param maxListeners at once
     * @param maxWaiting events for one listener; with one more it is disconnected
     * @param remembered how many events
     */
    EventBroker(Executor executor, String epoch, int maxListeners, int maxWaiting, int remembered) {
        this.executor = executor;
        this.epoch = epoch;
        this.maxListeners = maxListeners;
        this.maxWaiting = maxWaiting;
        this.remembered = remembered;
    }

    /**
     * Adds a listener. What it hears first: the events that it has missed, or {@code reset} if they are forgotten.
     *
     * @param lastId of the event that it heard last; null if it comes for the first time, and hears {@code hello}
     * @return false if there are as many as may be
     */
    synchronized boolean add(String lastId, Listener listener) {
        if (closed || outlets.size() >= maxListeners) {
            return false;
        }
        Outlet outlet = new Outlet(listener);
        outlets.add(outlet);
        outlet.offer(lastId == null ? List.of(new Event(id(), "hello", "{}")) : missed(lastId));
        return true;
    }

    private List<Event> missed(String lastId) {
        if (lastId.equals(id())) {
            return List.of(Event.SIGN_OF_LIFE);
        }
        List<Event> missed = new ArrayList<>();
        boolean found = !past.isEmpty() && lastId.equals(before(past.peekFirst()));
        for (Event event : past) {
            if (found) {
                missed.add(event);
            }
            found |= event.id().equals(lastId);
        }
        return found && missed.size() <= maxWaiting ? missed : List.of(new Event(id(), "reset", "{}"));
    }

    private String before(Event event) {
        return epoch + '-' + (Long.parseLong(event.id().substring(epoch.length() + 1)) - 1);
    }

    private String id() {
        return epoch + '-' + last;
    }

    /** Tells everybody. */
    synchronized void publish(String name, String data) {
        last++;
        Event event = new Event(id(), name, data);
        past.addLast(event);
        if (past.size() > remembered) {
            past.removeFirst();
        }
        outlets.forEach(outlet -> outlet.offer(List.of(event)));
    }

    /** Shows everybody that the connection is alive, and finds those of whom it is not. */
    void heartbeat() {
        outlets.forEach(outlet -> outlet.offer(List.of(Event.SIGN_OF_LIFE)));
    }

    int listeners() {
        return outlets.size();
    }

    /** Disconnects everybody, for good. */
    synchronized void close() {
        closed = true;
        outlets.forEach(Outlet::close);
    }

    /** The way to one listener: one thread at a time sends. */
    private final class Outlet {

        private final Listener listener;
        private final Deque<Event> waiting = new ArrayDeque<>();
        private boolean sending;
        private boolean ended;

        Outlet(Listener listener) {
            this.listener = listener;
        }

        void offer(List<Event> events) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                if (waiting.size() + events.size() <= maxWaiting) {
                    waiting.addAll(events);
                    if (sending) {
                        return;
                    }
                    sending = true;
                } else {
                    ended = true;
                }
            }
            if (isEnded()) {
                close();
                return;
            }
            try {
                executor.execute(this::send);
            } catch (RejectedExecutionException e) {
                close();
            }
        }

        private synchronized boolean isEnded() {
            return ended;
        }

        private synchronized Event next() {
            Event event = ended ? null : waiting.pollFirst();
            sending = event != null;
            return event;
        }

        private void send() {
            try {
                for (Event event = next(); event != null; event = next()) {
                    listener.send(event);
                }
            } catch (RuntimeException e) {
                close();
            }
        }

        void close() {
            synchronized (this) {
                ended = true;
                waiting.clear();
            }
            outlets.remove(this);
            listener.close();
        }
    }
}
