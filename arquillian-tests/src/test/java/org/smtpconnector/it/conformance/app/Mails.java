package org.smtpconnector.it.conformance.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The rows of the messages, in the data sources that the application's web.xml defines. All have a table {@code mail}. */
@Stateless
public class Mails {

    /** PostgreSQL, not as an XA resource. */
    @Resource(lookup = "java:app/jdbc/plain")
    DataSource plain;

    /** PostgreSQL as an XA resource. */
    @Resource(lookup = "java:app/jdbc/xa")
    DataSource xa;

    /** H2 as an XA resource. */
    @Resource(lookup = "java:app/jdbc/h2")
    DataSource h2;

    /** As plain, for a session that is ended from outside: no other case gets the connections of this pool. */
    @Resource(lookup = "java:app/jdbc/frail")
    DataSource frail;

    /** As xa, for a session that is ended from outside. */
    @Resource(lookup = "java:app/jdbc/frail-xa")
    DataSource frailXa;

    /** As h2, for a session that is ended from outside. */
    @Resource(lookup = "java:app/jdbc/frail-h2")
    DataSource frailH2;

    /** Adds a row in the transaction of the caller. */
    public void insert(String database, String subject, String recipient) {
        insert(database, subject, recipient, null);
    }

    /**
     * Adds a row in the transaction of the caller.
     *
     * @param once a text that one row of the table may have, which PostgreSQL checks at the commit; null for none
     */
    public void insert(String database, String subject, String recipient, String once) {
        try (Connection connection = named(database).getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into mail (subject, recipient, once) values (?, ?, ?)")) {
            insert.setString(1, subject);
            insert.setString(2, recipient);
            insert.setString(3, once);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the database's number of the session that the caller's transaction has. */
    public int session(String database) {
        String number = database.endsWith("h2") ? "select session_id()" : "select pg_backend_pid()";
        try (Connection connection = named(database).getConnection();
                PreparedStatement select = connection.prepareStatement(number);
                ResultSet result = select.executeQuery()) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a session of a database from another one, as an operator or a fault does. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void kill(String database, int session) {
        boolean inH2 = database.endsWith("h2");
        try (Connection connection = (inH2 ? h2 : plain).getConnection();
                PreparedStatement kill = connection.prepareStatement(
                        inH2 ? "call abort_session(?)" : "select pg_terminate_backend(?, 5000)")) {
            kill.setInt(1, session);
            kill.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates the table in H2, whose memory goes with the server. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void createTable() {
        try (Connection connection = h2.getConnection();
                PreparedStatement create = connection.prepareStatement("create table if not exists mail"
                        + " (subject varchar(200), recipient varchar(200), once varchar(200))")) {
            create.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how many rows of H2 have a subject. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public int countInH2(String subject) {
        try (Connection connection = h2.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from mail where subject = ?")) {
            select.setString(1, subject);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private DataSource named(String database) {
        return switch (database) {
            case "plain" -> plain;
            case "xa" -> xa;
            case "h2" -> h2;
            case "frail" -> frail;
            case "frail-xa" -> frailXa;
            case "frail-h2" -> frailH2;
            default -> throw new IllegalArgumentException(database);
        };
    }
}
