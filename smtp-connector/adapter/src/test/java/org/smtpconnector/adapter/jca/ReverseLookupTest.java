package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.testkit.jca.ThreadWorkManager;

/** A name is believed only if it leads back, and a domain name system that does not answer holds up nothing for long. */
class ReverseLookupTest {

    private static final InetAddress CLIENT = address(1);

    private final List<String> found = Collections.synchronizedList(new ArrayList<>());

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ReverseLookup lookup(ReverseLookup.Names names, Duration timeout) {
        return new ReverseLookup(
                new WorkScheduler(new ThreadWorkManager(), ""), new LogWriter(Runnable::run), names, timeout);
    }

    /** A domain name system that knows one name, and where it leads. */
    private static ReverseLookup.Names names(String name, InetAddress... addresses) {
        return new ReverseLookup.Names() {
            @Override
            public String nameOf(InetAddress address) {
                return name;
            }

            @Override
            public InetAddress[] addressesOf(String asked) {
                return asked.equals(name) ? addresses : new InetAddress[0];
            }
        };
    }

    private String find(ReverseLookup.Names names) {
        lookup(names, Duration.ofSeconds(20)).find(CLIENT, name -> found.add(String.valueOf(name)));
        await().until(() -> !found.isEmpty());
        return found.get(0);
    }

    @Test
    void aNameThatLeadsBackIsBelieved() {
        assertThat(find(names("client.example", address(9), CLIENT))).isEqualTo("client.example");
    }

    @Test
    void aNameThatLeadsElsewhereIsNot() {
        assertThat(find(names("trusted.example", address(9)))).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1", "a b.example", "'x\r\nReceived: y'", "'<b>.example'", "''"})
    void whatIsNoNameIsNot(String name) {
        assertThat(find(names(name, CLIENT))).isEqualTo("null");
    }

    @Test
    void anErrorIsNoName() {
        assertThat(find(new ReverseLookup.Names() {
                    @Override
                    public String nameOf(InetAddress address) throws UnknownHostException {
                        throw new UnknownHostException("no answer");
                    }

                    @Override
                    public InetAddress[] addressesOf(String name) {
                        throw new AssertionError("nothing to ask for");
                    }
                }))
                .isEqualTo("null");
    }

    /** However many clients come: a few threads are held, all clients go on, and late answers change nothing. */
    @Test
    void aDomainNameSystemThatHangsHoldsAFewThreadsAndNoClient() {
        CountDownLatch hang = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        ReverseLookup lookup = lookup(
                new ReverseLookup.Names() {
                    @Override
                    public String nameOf(InetAddress address) {
                        asked.incrementAndGet();
                        try {
                            hang.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return "late.example";
                    }

                    @Override
                    public InetAddress[] addressesOf(String name) {
                        return new InetAddress[] {CLIENT};
                    }
                },
                Duration.ofMillis(100));
        for (int i = 0; i < 50; i++) {
            lookup.find(CLIENT, name -> found.add(String.valueOf(name)));
        }
        await().until(() -> {
            lookup.tick();
            return found.size() == 50;
        });
        assertThat(found).containsOnly("null");
        assertThat(asked).hasValue(8);

        hang.countDown();
        lookup.find(CLIENT, name -> found.add("then " + name));
        await().until(() -> found.size() == 51);
        assertThat(found).endsWith("then late.example");
    }

    /** The name of the loopback address is up to the machine; the platform gives it in time. */
    @Test
    void theSystemIsAsked() {
        lookup(ReverseLookup.SYSTEM, Duration.ofSeconds(20))
                .find(InetAddress.getLoopbackAddress(), name -> found.add(String.valueOf(name)));
        await().until(() -> found.size() == 1);
    }
}
