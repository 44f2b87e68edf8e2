package org.smtpconnector.it.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Four databases. Two are XA resources; of two the container knows only the driver, so they are local resources, of which one
 * transaction can have one.
 */
@DataSourceDefinition(
        name = "java:app/jdbc/xa-one",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:xa-one;DB_CLOSE_DELAY=-1")
@DataSourceDefinition(
        name = "java:app/jdbc/xa-two",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:xa-two;DB_CLOSE_DELAY=-1")
@DataSourceDefinition(
        name = "java:app/jdbc/local-one",
        className = "org.h2.Driver",
        url = "jdbc:h2:mem:local-one;DB_CLOSE_DELAY=-1")
@DataSourceDefinition(
        name = "java:app/jdbc/local-two",
        className = "org.h2.Driver",
        url = "jdbc:h2:mem:local-two;DB_CLOSE_DELAY=-1")
@Singleton
@Startup
@Path("databases")
public class Databases {

    @Resource(lookup = "java:app/jdbc/xa-one")
    DataSource xaOne;

    @Resource(lookup = "java:app/jdbc/xa-two")
    DataSource xaTwo;

    @Resource(lookup = "java:app/jdbc/local-one")
    DataSource localOne;

    @Resource(lookup = "java:app/jdbc/local-two")
    DataSource localTwo;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void createTables() {
        try {
            for (DataSource each : List.of(xaOne, xaTwo, localOne, localTwo)) {
                try (Connection connection = each.getConnection();
                        PreparedStatement create =
                                connection.prepareStatement("create table mail (subject varchar(200) not null)")) {
                    create.execute();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the transaction of the caller. */
    public void insert(String database, String subject) {
        try (Connection connection = named(database).getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into mail values (?)")) {
            insert.setString(1, subject);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the number of messages with that subject in that database. */
    @GET
    @Produces("text/plain")
    public int count(@QueryParam("database") String database, @QueryParam("subject") String subject)
            throws SQLException {
        try (Connection connection = named(database).getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from mail where subject = ?")) {
            select.setString(1, subject);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    private DataSource named(String database) {
        return switch (database) {
            case "xa-one" -> xaOne;
            case "xa-two" -> xaTwo;
            case "local-one" -> localOne;
            case "local-two" -> localTwo;
            default -> throw new IllegalArgumentException(database);
        };
    }
}
