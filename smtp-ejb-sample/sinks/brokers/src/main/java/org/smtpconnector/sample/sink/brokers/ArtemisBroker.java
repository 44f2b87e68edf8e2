package org.smtpconnector.sample.sink.brokers;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** ActiveMQ Artemis with a journal on disk. Arguments: port, directory, maximum number of messages of a queue or -1. */
public final class ArtemisBroker {

    private static final String USER = "mail";
    private static final String PASSWORD = "secret";

    private static final long WAIT_MILLIS = 500;

    private ArtemisBroker() {}

    /** Runs the broker; a line with the name of a queue takes its messages and describes each on a line. */
    public static void main(String[] args) throws Exception {
        Commands.exitOnFailure();
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.putSecurityRoles(
                "#", Set.of(new Role(USER, true, true, true, true, true, true, true, true, true, true, true, true)));
        configuration.setPersistenceEnabled(true);
        configuration.setBindingsDirectory(args[1] + "/bindings");
        configuration.setJournalDirectory(args[1] + "/journal");
        configuration.setLargeMessagesDirectory(args[1] + "/large");
        configuration.setPagingDirectory(args[1] + "/paging");
        configuration.setMaxDiskUsage(-1);
        configuration.setJMXManagementEnabled(false);
        configuration.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + args[0] + "?protocols=CORE");
        configuration.addAcceptorConfiguration("vm", "vm://0");
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setMaxSizeMessages(Long.parseLong(args[2]))
                        .setAddressFullMessagePolicy(
                                args[2].equals("-1") ? AddressFullMessagePolicy.PAGE : AddressFullMessagePolicy.FAIL));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users()));
        broker.start();
        Commands.serve(ArtemisBroker::drain);
        broker.stop();
        // Artemis leaves threads that keep the process alive.
        System.exit(0);
    }

    private static SecurityConfiguration users() {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, PASSWORD);
        users.addRole(USER, USER);
        return users;
    }

    private static List<String> drain(String queue) throws JMSException, IOException, GeneralSecurityException {
        List<String> lines = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext(USER, PASSWORD);
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            for (Message message = consumer.receive(WAIT_MILLIS);
                    message != null;
                    message = consumer.receive(WAIT_MILLIS)) {
                lines.add(describe((BytesMessage) message));
            }
        }
        return lines;
    }

    private static String describe(BytesMessage message) throws JMSException, IOException, GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            message.setObjectProperty("JMS_AMQ_SaveStream", out);
        }
        return String.join(
                " ",
                message.getStringProperty("smtp_digest"),
                String.valueOf(message.getBodyLength()),
                HexFormat.of().formatHex(sha256.digest()),
                message.getStringProperty("smtp_sender"),
                message.getStringProperty("smtp_recipients").replace('\n', ','));
    }
}
