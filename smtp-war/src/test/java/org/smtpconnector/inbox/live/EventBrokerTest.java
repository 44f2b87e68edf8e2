package org.smtpconnector.inbox.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smtpconnector.inbox.live.EventBroker.Event;

class EventBrokerTest {

    private static final int MAX_LISTENERS = 3;
    private static final int MAX_WAITING = 5;
    private static final int REMEMBERED = 4;

    /** Runs what is to be sent when the test says so: meanwhile everybody is slow. */
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private final EventBroker broker = new EventBroker(tasks::add, "e", MAX_LISTENERS, MAX_WAITING, REMEMBERED);

    private static final class Recorder implements EventBroker.Listener {

        private final List<String> heard = new ArrayList<>();
        private boolean closed;
        private boolean failing;

        @Override
        public void send(Event event) {
            if (failing) {
                throw new IllegalStateException("gone");
            }
            heard.add(event.name() == null ? "alive" : event.name() + ' ' + event.id());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Recorder listen(String lastId) {
        Recorder recorder = new Recorder();
        assertThat(broker.add(lastId, recorder)).isTrue();
        run();
        return recorder;
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            broker.publish("stored", "{}");
            run();
        }
    }

    @Test
    void everybodyHearsEverythingInOrder() {
        Recorder one = listen(null);
        publish(1);
        Recorder two = listen(null);
        publish(1);
        broker.heartbeat();
        run();
        assertThat(one.heard).containsExactly("hello e-0", "stored e-1", "stored e-2", "alive");
        assertThat(two.heard).containsExactly("hello e-1", "stored e-2", "alive");
    }

    @Test
    void whoComesBackHearsWhatWasMissed() {
        publish(3);
        assertThat(listen("e-0").heard).containsExactly("stored e-1", "stored e-2", "stored e-3");
        assertThat(listen("e-2").heard).containsExactly("stored e-3");
        assertThat(listen("e-3").heard).containsExactly("alive");
    }

    @Test
    void whoComesBackTooLateStartsAnew() {
        publish(REMEMBERED + 2);
        assertThat(listen("e-1").heard).containsExactly("reset e-6");
        assertThat(listen("e-2").heard).hasSize(REMEMBERED);
        assertThat(listen("other-5").heard).containsExactly("reset e-6");
    }

    @Test
    void whoIsTooSlowIsDisconnectedAndHoldsUpNobody() {
        Recorder slow = new Recorder();
        broker.add(null, slow);
        Deque<Runnable> stuck = new ArrayDeque<>(tasks);
        tasks.clear();
        Recorder quick = listen(null);
        publish(MAX_WAITING);
        assertThat(slow.closed).isTrue();
        assertThat(broker.listeners()).isOne();
        assertThat(quick.heard).hasSize(MAX_WAITING + 1);
        stuck.forEach(Runnable::run);
        assertThat(slow.heard).isEmpty();
    }

    @Test
    void whoHasGoneIsForgotten() {
        Recorder gone = listen(null);
        gone.failing = true;
        publish(1);
        assertThat(gone.closed).isTrue();
        assertThat(broker.listeners()).isZero();
    }

    @Test
    void onlySoManyListen() {
        for (int i = 0; i < MAX_LISTENERS; i++) {
            listen(null);
        }
        assertThat(broker.add(null, new Recorder())).isFalse();
    }

    @Test
    void nobodyListensAfterTheEnd() {
        Recorder recorder = listen(null);
        broker.close();
        assertThat(recorder.closed).isTrue();
        assertThat(broker.add(null, new Recorder())).isFalse();
    }
}
