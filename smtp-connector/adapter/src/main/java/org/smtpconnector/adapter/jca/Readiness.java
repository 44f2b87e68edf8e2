package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out when the applications of a listener's beans have started. Safe for use by several threads. */
final class Readiness {

    /** On Payara creating an endpoint blocks up to a minute while the application starts. */
    private static final Duration LONGEST_PROBE = Duration.ofMinutes(2);

    private static final System.Logger LOG = System.getLogger(Readiness.class.getName());

    private final ContainerServices container;
    private final Runnable onReady;

    /** The beans whose application has not started yet, with the last look at each. */
    private final Map<EndpointActivation, Probe> starting = new LinkedHashMap<>();

    /**
     * Waits for no bean.
     *
     * @param onReady run after the application of a bean has started, on a thread of the container
     */
    Readiness(ContainerServices container, Runnable onReady) {
        this.container = container;
        this.onReady = onReady;
    }

    /**
     * Looks, now and with each tick, whether the application of a bean has started, and says so with {@link EndpointActivation#setReady}.
     * On some servers a look blocks a thread of the container until the application has started; it never blocks another bean.
     */
    void awaitStart(EndpointActivation bean) {
        synchronized (this) {
            starting.put(bean, null);
        }
        probe(bean);
    }

    /** Looks at the beans that have not started. */
    void tick() {
        List<EndpointActivation> notStarted;
        synchronized (this) {
            starting.keySet().removeIf(bean -> !bean.isActive());
            notStarted = List.copyOf(starting.keySet());
        }
        notStarted.forEach(this::probe);
    }

    private void probe(EndpointActivation bean) {
        Probe probe = new Probe(bean);
        synchronized (this) {
            Probe last = starting.get(bean);
            if (!starting.containsKey(bean) || (last != null && last.isOpen())) {
                return;
            }
            starting.put(bean, probe);
        }
        container.works().schedule(bean.loader(), null, probe);
    }

    /** One look whether the application of a bean has started. */
    private final class Probe implements WorkScheduler.Task {

        private final EndpointActivation bean;
        private final long since = container.clock().getAsLong();
        private volatile boolean over;

        Probe(EndpointActivation bean) {
            this.bean = bean;
        }

        /** Whether the look goes on; one that the container has dropped does not go on for ever. */
        boolean isOpen() {
            return !over && container.clock().getAsLong() - since < LONGEST_PROBE.toNanos();
        }

        @Override
        public boolean run() {
            boolean started = false;
            try {
                // In this order: on Payara an endpoint is given before the application's start-up singletons have run.
                started = bean.isActive()
                        && bean.hasApplicationStarted()
                        && container.invoker().isStarted(bean);
            } catch (UnavailableException | RuntimeException e) {
                LOG.log(DEBUG, () -> "No endpoint of " + bean.beanName() + " yet", e);
            } finally {
                over = true;
            }
            if (started) {
                bean.setReady();
                synchronized (Readiness.this) {
                    starting.remove(bean);
                }
                onReady.run();
            }
            return false;
        }

        @Override
        public void notRun(Throwable why) {
            over = true;
            LOG.log(DEBUG, "The container's WorkManager has no thread yet", why);
        }
    }
}
