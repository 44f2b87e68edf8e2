package org.smtpconnector.sample.sink.jms;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/**
 * Sends each message to a queue of ActiveMQ Artemis. The connection takes part in the transaction around {@link #onMessage}, so
 * the broker commits when that transaction commits, and the sender hears 250 after it.
 */
@MessageDriven
@ConnectionFactoryDefinition(
        name = JmsBean.CONNECTION_FACTORY,
        interfaceName = "org.apache.activemq.artemis.ra.ActiveMQRAConnectionFactory",
        resourceAdapter = "artemis",
        transactionSupport = TransactionSupportLevel.XATransaction,
        maxPoolSize = 32,
        // The server looks these values up in system properties and environment variables only.
        properties = {
            "ConnectorClassName=${MPCONFIG=sink.jms.connector-class:" + JmsBean.CONNECTOR + "}",
            "ConnectionParameters=${MPCONFIG=sink.jms.connector:host=127.0.0.1;port=61616}",
            "UserName=${MPCONFIG=sink.jms.user:mail}",
            "Password=${MPCONFIG=sink.jms.password:mail}"
        })
public class JmsBean implements SmtpMessageListener {

    static final String CONNECTION_FACTORY = "java:app/jms/sink";

    /** The class that connects by TCP. */
    static final String CONNECTOR = "org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory";

    /** Artemis reads the content of the message from the stream of this property, in pieces, while it sends. */
    private static final String CONTENT = "JMS_AMQ_InputStream";

    @Resource(lookup = CONNECTION_FACTORY)
    ConnectionFactory connections;

    @Override
    public void onMessage(SmtpMessage message) {
        try (JMSContext context = connections.createContext();
                InputStream content = message.openStream()) {
            BytesMessage bytes = context.createBytesMessage();
            bytes.setObjectProperty(CONTENT, content);
            describe(message, bytes);
            context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT).send(context.createQueue(queue()), bytes);
        } catch (JMSException e) {
            // A RuntimeException rolls the transaction back.
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name of the queue. */
    static String queue() {
        return ConfigProvider.getConfig()
                .getOptionalValue("sink.jms.queue", String.class)
                .orElse("mail");
    }

    /** Sets the envelope and the digest as properties, so that a consumer need not read the content to route the message. */
    private static void describe(SmtpMessage message, BytesMessage bytes) throws JMSException, IOException {
        bytes.setStringProperty("smtp_id", message.transaction().id());
        bytes.setStringProperty("smtp_sender", message.reversePath().toString());
        // An address contains no line break.
        bytes.setStringProperty(
                "smtp_recipients",
                message.recipients().stream().map(SmtpAddress::toString).collect(Collectors.joining("\n")));
        bytes.setStringProperty("smtp_digest", message.digest());
        bytes.setLongProperty("smtp_size", message.size());
    }
}
