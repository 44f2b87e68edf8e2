package org.smtpconnector.sample.sink.brokers;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.postgresql.ds.PGSimpleDataSource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.duplicates.SmtpDuplicates;

/**
 * Takes messages from a queue into a table, each once: what a message broker delivers again, and what an SMTP client has sent
 * again, is recognized in the transaction of the row. Arguments: two that are not used, the URL of the brokers, the queue, the URL
 * of PostgreSQL.
 */
public final class DatabaseConsumer {

    private static final long WAIT_MILLIS = 1000;

    private final String brokers;
    private final String queue;
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    private DatabaseConsumer(String brokers, String queue, String database) {
        this.brokers = brokers;
        this.queue = queue;
        this.database.setUrl(database);
        this.database.setUser("postgres");
    }

    /** Runs until the input ends. */
    public static void main(String[] args) throws Exception {
        DatabaseConsumer consumer = new DatabaseConsumer(args[2], args[3], args[4]);
        consumer.createTables();
        Thread thread = new Thread(consumer::run, "consumer");
        thread.setDaemon(true);
        thread.start();
        Commands.serve(line -> List.of());
        System.exit(0);
    }

    private void createTables() throws SQLException {
        new SmtpDuplicates(database).createTable();
        try (Connection connection = database.getConnection();
                PreparedStatement create = connection.prepareStatement(
                        "create table if not exists arrived (sender varchar(512) not null)")) {
            create.execute();
        }
    }

    @SuppressWarnings("InfiniteLoopStatement") // The process ends with its input.
    private void run() {
        while (true) {
            try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(brokers);
                    JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED);
                    JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
                while (true) {
                    Message message = consumer.receive(WAIT_MILLIS);
                    if (message != null) {
                        store(message);
                        context.commit();
                    }
                }
            } catch (JMSException | JMSRuntimeException | SQLException e) {
                // The broker or the database is away: the message stays in the queue, or comes again.
                System.err.println(e);
                pause();
            }
        }
    }

    /** The row is committed before the message is taken from the queue: if it comes again, it is known. */
    private void store(Message message) throws JMSException, SQLException {
        SmtpAddress sender = SmtpAddress.of(message.getStringProperty("smtp_sender"));
        List<SmtpAddress> recipients = Stream.of(
                        message.getStringProperty("smtp_recipients").split("\n", -1))
                .map(SmtpAddress::of)
                .toList();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (!SmtpDuplicates.record(connection, message.getStringProperty("smtp_digest"), sender, recipients)
                    .isEmpty()) {
                try (PreparedStatement insert = connection.prepareStatement("insert into arrived values (?)")) {
                    insert.setString(1, sender.toString());
                    insert.executeUpdate();
                }
            }
            connection.commit();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
