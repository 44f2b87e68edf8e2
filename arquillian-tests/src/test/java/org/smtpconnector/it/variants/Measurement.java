package org.smtpconnector.it.variants;

import com.sun.management.OperatingSystemMXBean;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The cost of a delivery in the two ways to begin its transaction that docs/decisions.md calls V1 and V5: processor time of the whole
 * process. The ways take turns, so that what else the machine does befalls them alike; the median of the rounds counts.
 */
final class Measurement implements Runnable {

    private static final int ROUNDS = 15;

    private final Map<String, MessageEndpointFactory> beans;
    private final TransactionSynchronizationRegistry registry;
    private final UserTransaction userTransaction;
    private final WorkManager workManager;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    Measurement(
            Map<String, MessageEndpointFactory> beans,
            TransactionSynchronizationRegistry registry,
            UserTransaction userTransaction,
            WorkManager workManager) {
        this.beans = beans;
        this.registry = registry;
        this.userTransaction = userTransaction;
        this.workManager = workManager;
    }

    /** One delivery. */
    private interface Variant {
        void deliver(String subject) throws Exception;
    }

    @Override
    public void run() {
        try {
            for (String bean : List.of("empty", "insert")) {
                Map<String, Variant> variants = Map.of(
                        "V1, one bean", subject -> v1(bean, subject),
                        "V5, one bean", subject -> v5(List.of(bean), subject),
                        "V5, two beans", subject -> v5(List.of(bean, bean + "-too"), subject));
                for (int threads : List.of(1, 8)) {
                    int deliveries = bean.equals("empty") ? 40_000 : 10_000;
                    measure(bean, variants, threads, deliveries);
                }
            }
            System.out.println("VARIANTS are measured");
        } catch (Exception e) {
            System.out.println("VARIANTS cannot be measured: " + e);
        }
    }

    private void measure(String bean, Map<String, Variant> variants, int threads, int deliveries) throws Exception {
        Map<String, List<Double>> figures = new java.util.TreeMap<>();
        for (int round = 0; round < ROUNDS + 3; round++) {
            for (Map.Entry<String, Variant> variant : variants.entrySet()) {
                double cost = cost(variant.getValue(), threads, deliveries);
                if (round >= 3) { // the first warm up
                    figures.computeIfAbsent(variant.getKey(), name -> new ArrayList<>())
                            .add(cost);
                }
            }
        }
        figures.forEach((name, costs) -> {
            Collections.sort(costs);
            System.out.printf(
                    Locale.ROOT,
                    "VARIANTS %s, %s, %d threads: %.1f us (%.1f to %.1f)%n",
                    bean,
                    name,
                    threads,
                    costs.get(costs.size() / 2),
                    costs.get(0),
                    costs.get(costs.size() - 1));
        });
    }

    /** Microseconds of processor time for each delivery. */
    private double cost(Variant variant, int threads, int deliveries) throws Exception {
        CountDownLatch running = new CountDownLatch(threads);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long before = system.getProcessCpuTime();
        for (int i = 0; i < threads; i++) {
            schedule(() -> {
                try {
                    for (int j = 0; j < deliveries / threads; j++) {
                        variant.deliver("measured");
                    }
                } catch (Exception e) {
                    failure.set(e);
                } finally {
                    running.countDown();
                }
            });
        }
        running.await();
        if (failure.get() != null) {
            throw failure.get();
        }
        return (system.getProcessCpuTime() - before) / 1000.0 / deliveries;
    }

    private void schedule(Runnable task) throws WorkException {
        workManager.scheduleWork(new Adapter.Task(task));
    }

    /** The container begins and ends the transaction. */
    private void v1(String bean, String subject) throws Exception {
        MessageEndpoint endpoint = beans.get(bean).createEndpoint(null);
        try {
            Method method = Delivery.class.getMethod("deliver", String.class);
            Watch watch = new Watch();
            endpoint.beforeDelivery(method);
            try {
                registry.registerInterposedSynchronization(watch);
                ((Delivery) endpoint).deliver(subject);
            } finally {
                endpoint.afterDelivery();
            }
            watch.requireCommitted();
        } finally {
            endpoint.release();
        }
    }

    /** The adapter does. */
    private void v5(List<String> called, String subject) throws Exception {
        List<MessageEndpoint> endpoints = new ArrayList<>(called.size());
        try {
            for (String bean : called) {
                endpoints.add(beans.get(bean).createEndpoint(null));
            }
            Watch watch = new Watch();
            userTransaction.begin();
            registry.registerInterposedSynchronization(watch);
            for (MessageEndpoint endpoint : endpoints) {
                ((Delivery) endpoint).deliver(subject);
            }
            userTransaction.commit();
            watch.requireCommitted();
        } finally {
            endpoints.forEach(MessageEndpoint::release);
        }
    }

    /** Sees how the transaction ends. */
    private static final class Watch implements Synchronization {

        private int status = Status.STATUS_UNKNOWN;

        @Override
        public void beforeCompletion() {
            // there is nobody who could have gone
        }

        @Override
        public void afterCompletion(int how) {
            status = how;
        }

        void requireCommitted() {
            if (status != Status.STATUS_COMMITTED) {
                throw new IllegalStateException("not committed, but " + status);
            }
        }
    }
}
