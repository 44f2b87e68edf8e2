package org.smtpconnector.inbox.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.smtpconnector.inbox.store.StoreChanged;

/** The store's changes as server-sent events: ids only, whoever wants to see more asks for it. */
@ApplicationScoped
public class StoreEvents {

    private static final int MAX_LISTENERS = 100;
    private static final int MAX_WAITING = 1000;
    private static final int REMEMBERED = 1000;
    private static final int HEARTBEAT_SECONDS = 15;

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService timer;

    private EventBroker broker;
    private Future<?> heartbeat;

    @PostConstruct
    void start() {
        // Random, so that an id of before a restart is never taken for one of now.
        String epoch = Long.toHexString(ThreadLocalRandom.current().nextLong(1L << 48));
        broker = new EventBroker(executor, epoch, MAX_LISTENERS, MAX_WAITING, REMEMBERED);
        heartbeat =
                timer.scheduleAtFixedRate(broker::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    void changed(@Observes StoreChanged event) {
        String ids = event.ids().stream().map(Object::toString).collect(Collectors.joining(","));
        switch (event.kind()) {
            case STORED -> broker.publish("stored", "{\"id\":" + ids + '}');
            case UPDATED -> broker.publish("updated", "{\"id\":" + ids + '}');
            case INDEXED -> {
                // It is no news that it is there.
            }
            case DELETED -> broker.publish("deleted", "{\"ids\":[" + ids + "]}");
        }
    }

    /**
     * Adds a listener.
     *
     * @param lastId of the event that it heard last; null if it comes for the first time
     * @return false if there are too many
     */
    public boolean add(String lastId, Sse sse, SseEventSink sink) {
        return broker.add(lastId, new SinkListener(sse, sink));
    }

    @PreDestroy
    void stop() {
        heartbeat.cancel(false);
        broker.close();
    }

    private record SinkListener(Sse sse, SseEventSink sink) implements EventBroker.Listener {

        @Override
        public void send(EventBroker.Event event) {
            if (sink.isClosed()) {
                throw new IllegalStateException("Closed");
            }
            try {
                sink.send(
                                event.name() == null
                                        ? sse.newEventBuilder().comment("alive").build()
                                        : sse.newEventBuilder()
                                                .id(event.id())
                                                .name(event.name())
                                                .data(event.data())
                                                .build())
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                sink.close();
            } catch (RuntimeException e) {
                // it has gone by itself
            }
        }
    }
}
