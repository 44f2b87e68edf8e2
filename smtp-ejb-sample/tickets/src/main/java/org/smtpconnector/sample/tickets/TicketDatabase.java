package org.smtpconnector.sample.tickets;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Produces;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.smtpconnector.duplicates.SmtpDuplicates;

/** The database of the tickets, with the table of the messages that have come already. */
@DataSourceDefinition(
        name = "java:app/jdbc/tickets",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:./tickets;WRITE_DELAY=0")
@Singleton
@Startup
public class TicketDatabase {

    /** A client that cannot deliver gives up within this time. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    @Resource(lookup = "java:app/jdbc/tickets")
    DataSource dataSource;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void createTable() {
        try {
            duplicates().createTable();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Schedule(hour = "*", persistent = false)
    void forget() throws SQLException {
        duplicates().deleteOlderThan(REMEMBERED);
    }

    /** Makes what the bean injects. */
    @Produces
    public SmtpDuplicates duplicates() {
        return new SmtpDuplicates(dataSource);
    }
}
