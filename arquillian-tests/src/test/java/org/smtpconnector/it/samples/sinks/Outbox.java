package org.smtpconnector.it.samples.sinks;

import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBean of the outbox in a server. */
final class Outbox implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ObjectName name;

    private Outbox(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.name = new ObjectName("org.smtpconnector.sample:type=Outbox");
    }

    @SuppressWarnings("BanJNDI") // JMX to the own server.
    static Outbox connect(int port) throws IOException, JMException {
        return new Outbox(JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi")));
    }

    /** Returns an attribute that counts events. */
    long count(String attribute) throws IOException, JMException {
        return (Long) beans.getAttribute(name, attribute);
    }

    /** Makes the dead letters due again, and returns their number. */
    int resendDeadLetters() throws IOException, JMException {
        return (Integer) beans.invoke(name, "resendDeadLetters", null, null);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
