package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpStatus;

/** {@code onDisconnect} is called once for each session that {@code onConnect} has let in, and for no other. */
class DisconnectTest {

    private final Deployment deployment = new Deployment().set("io-threads", "1");
    private final List<String> disconnected = new CopyOnWriteArrayList<>();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);

    private class Bean implements SmtpMessageListener {

        @Override
        public String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
            return greeting;
        }

        @Override
        public void onMessage(SmtpMessage message) {
            pass();
        }

        @Override
        public void onDisconnect(SmtpSession session) {
            disconnected.add(session.heloName());
        }

        final void pass() {
            called.countDown();
            try {
                mayReturn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void stop() {
        mayReturn.countDown();
        deployment.close();
    }

    /** The beans were told of the ends of the sessions with these names, and of no others. */
    private void assertDisconnected(String... names) {
        await().until(() -> disconnected.size() >= names.length);
        deployment.undeploy(); // no bean is called any more
        assertThat(disconnected).containsExactlyInAnyOrder(names);
    }

    @Test
    void aSessionThatOnConnectHasRefusedDoesNotEndForTheBeans() throws Exception {
        deployment.deploy(new Bean() {
            @Override
            public String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
                throw new SmtpRejectedException(550, "5.7.1", "Not you");
            }
        });
        try (Client client = deployment.connect()) {
            client.expect("554 5.7.1").expect("end of stream");
        }
        await().until(() -> deployment.status().connections() == 0);
        assertDisconnected();
    }

    /** One client's message is with the bean, and takes the only permit. */
    private void occupy(Client client) throws Exception {
        client.hello("busy").data("a@example.org").send("Text", ".");
        called.await();
    }

    @Test
    void aFullQueueDoesNotKeepTheEndOfASessionFromTheBeans() throws Exception {
        deployment.set("max-processings", "1").set("max-queued-processings", "0");
        deployment.deploy(new Bean());
        try (Client leaving = deployment.connect().hello("leaving");
                Client busy = deployment.connect()) {
            occupy(busy);
            leaving.say("QUIT", "221").expect("end of stream");
            deployment.nextSession();
            try (Client later = deployment.connect()) {
                later.expect("421 4.3.2"); // on the same event loop, so that the session that has ended is over
            }
            mayReturn.countDown();
            busy.expect("250").say("QUIT", "221").expect("end of stream");
        }
        assertDisconnected("leaving", "busy");
    }

    @Test
    void aPoolWithoutThreadsDoesNotKeepTheEndOfASessionFromTheBeans() throws Exception {
        deployment.deploy(new Bean());
        try (Client client = deployment.connect()) {
            client.hello("leaving");
            deployment.works.refuseAll(new WorkRejectedException("a test's pool is full"));
            client.say("QUIT", "221").expect("end of stream");
        }
        await().until(() -> deployment.works.refused() > 1);
        deployment.works.refuseAll(null);
        assertDisconnected("leaving");
    }

    @Test
    void theEndOfTheTimeForProcessingDoesNotKeepTheEndOfASessionFromTheBeans() throws Exception {
        deployment.set("max-processings", "1").set("timeout.processing", "PT1S");
        deployment.deploy(new Bean());
        try (Client leaving = deployment.connect().hello("leaving");
                Client busy = deployment.connect()) {
            occupy(busy);
            leaving.say("QUIT", "221").expect("end of stream");
            busy.expect("451 4.4.5");
            try (Client later = deployment.connect()) {
                later.expect("421 4.3.2"); // its time began after that of the end of the first session, and is over
            }
            mayReturn.countDown();
        }
        assertDisconnected("leaving", "busy");
    }

    @Test
    void aWorkThatIsDroppedDoesNotKeepTheEndOfASessionFromTheBeans() throws Exception {
        deployment.set("timeout.processing", "PT1S");
        deployment.deploy(new Bean());
        try (Client client = deployment.connect()) {
            client.hello("leaving");
            deployment.works.next(FaultyWorks.DROPPED);
            client.say("QUIT", "221").expect("end of stream");
        }
        assertDisconnected("leaving");
    }

    @Test
    void aWorkThatIsRejectedAfterAnotherOneWasScheduledForItsCallChangesNothing() throws Exception {
        deployment.set("timeout.processing", "PT1S");
        deployment.deploy(new Bean());
        BlockingQueue<Work> works = new LinkedBlockingQueue<>();
        BlockingQueue<WorkListener> listeners = new LinkedBlockingQueue<>();
        FaultyWorks.Fault kept = (work, listener, threads) -> {
            works.add(work);
            listeners.add(listener);
        };
        try (Client client = deployment.connect()) {
            client.hello("leaving");
            deployment.works.next(kept, kept);
            client.say("QUIT", "221").expect("end of stream");
        }
        Work first = works.take();
        Work second = works.take();
        WorkRejectedException reason = new WorkRejectedException("a test's pool is full");
        listeners.take().workRejected(new WorkEvent(this, WorkEvent.WORK_REJECTED, first, reason));
        second.run();
        assertDisconnected("leaving");
    }

    @Test
    void aConnectionThatIsLostWhileOnConnectRunsEndsForTheBeansAfterIt() throws Exception {
        deployment.deploy(new Bean() {
            @Override
            public String onConnect(SmtpSession session, String greeting) {
                pass();
                return greeting;
            }
        });
        try (Client client = deployment.connect()) {
            called.await();
            client.reset();
        }
        deployment.nextSession(); // the server has noticed
        mayReturn.countDown();
        assertDisconnected("");
        assertThat(deployment.calls).containsSubsequence("onConnect", "onDisconnect");
    }

    @Test
    void theUndeploymentOfABeanOnSeveralListenersEndsTheSessionsOfEachForTheBean() throws Exception {
        deployment.set("listeners", "default,submission").set("listener.submission.port", "0");
        FaultyEndpoints application = deployment.deploy(new Bean());
        await().until(() -> deployment.statuses().stream().allMatch(SmtpStatus.Listener::accepting));
        List<Client> clients = new ArrayList<>();
        for (SmtpStatus.Listener listener : deployment.statuses()) {
            clients.add(Client.connect(listener.addresses().get(0)).hello(listener.name()));
        }
        deployment.undeploy(application);
        assertThat(disconnected).containsExactlyInAnyOrder("default", "submission");
        for (Client client : clients) {
            client.expect("421 4.3.2").close();
        }
    }
}
