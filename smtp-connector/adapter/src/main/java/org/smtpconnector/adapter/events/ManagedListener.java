package org.smtpconnector.adapter.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.api.SmtpStatus.Deliveries;

/** The view of a listener's counters for JMX. The platform's server keeps it, and so the adapter, until it is closed. */
public final class ManagedListener implements ListenerMXBean, AutoCloseable {

    private static final Logger LOG = System.getLogger(ManagedListener.class.getName());

    private final Supplier<SmtpStatus.Listener> status;

    /** Null if it could not be registered. */
    private final ObjectName name;

    private ManagedListener(String listener, Supplier<SmtpStatus.Listener> status) {
        this.status = status;
        this.name = register(listener);
    }

    /** Registers a listener; one that cannot be registered works all the same. */
    public static ManagedListener of(String listener, Supplier<SmtpStatus.Listener> status) {
        return new ManagedListener(listener, status);
    }

    @SuppressWarnings("JdkObsolete") // what ObjectName takes
    private ObjectName register(String listener) {
        Hashtable<String, String> properties = new Hashtable<>();
        properties.put("type", "Listener");
        properties.put("name", listener);
        try {
            ObjectName registered = ObjectName.getInstance("org.smtpconnector", properties);
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, registered);
            return registered;
        } catch (JMException e) {
            LOG.log(Level.WARNING, "Listener " + listener + " cannot be seen through JMX", e);
            return null;
        }
    }

    @Override
    public void close() {
        if (name != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            } catch (JMException e) {
                LOG.log(Level.DEBUG, "Nothing left to unregister of " + name, e);
            }
        }
    }

    private SmtpStatus.Counters counters() {
        return status.get().counters();
    }

    @Override
    public String getName() {
        return status.get().name();
    }

    @Override
    public List<String> getAddresses() {
        return status.get().addresses().stream().map(Object::toString).toList();
    }

    @Override
    public boolean isAccepting() {
        return status.get().accepting();
    }

    @Override
    public boolean isSaturated() {
        return status.get().saturated();
    }

    @Override
    public int getConnections() {
        return status.get().connections();
    }

    @Override
    public long getConnectionsTotal() {
        return counters().connections();
    }

    @Override
    public Map<String, Long> getLimitsReached() {
        return new TreeMap<>(counters().limitsReached());
    }

    @Override
    public int getProcessings() {
        return status.get().processings();
    }

    @Override
    public Map<String, Long> getCalls() {
        return new TreeMap<>(counters().calls());
    }

    @Override
    public int getMessagesWaiting() {
        return status.get().waiting();
    }

    @Override
    public long getMessagesAccepted() {
        return status.get().delivered();
    }

    @Override
    public long getMessagesRefused() {
        return status.get().refused();
    }

    @Override
    public Map<String, Long> getTransactions() {
        Map<String, Long> transactions = new TreeMap<>();
        counters()
                .transactions()
                .forEach((outcome, count) -> transactions.put(outcome.name().toLowerCase(Locale.ROOT), count));
        return transactions;
    }

    @Override
    public double getDeliveryMillis() {
        Map<?, Deliveries> deliveries = counters().deliveries();
        long count = deliveries.values().stream().mapToLong(Deliveries::count).sum();
        long nanos = deliveries.values().stream()
                .mapToLong(times -> times.total().toNanos())
                .sum();
        return count == 0 ? 0 : nanos / 1e6 / count;
    }

    @Override
    public long getOctetsReceived() {
        return counters().octets();
    }

    @Override
    public long getAuthentications() {
        return counters().authentications();
    }

    @Override
    public long getAuthFailures() {
        return counters().authFailures();
    }

    @Override
    public long getAuditLinesLost() {
        return counters().auditLinesLost();
    }

    @Override
    public long getTlsHandshakes() {
        return counters().tlsHandshakes();
    }

    @Override
    public long getTlsFailures() {
        return counters().tlsFailures();
    }
}
