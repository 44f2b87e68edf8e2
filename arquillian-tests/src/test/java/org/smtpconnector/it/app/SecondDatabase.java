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
import javax.sql.DataSource;

/** Another database, used by JDBC alone, in the same transactions. */
@DataSourceDefinition(
        name = "java:app/jdbc/second",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:second;DB_CLOSE_DELAY=-1")
@Singleton
@Startup
@Path("second")
public class SecondDatabase {

    @Resource(lookup = "java:app/jdbc/second")
    DataSource dataSource;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void createTable() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement create = connection.prepareStatement(
                        "create table if not exists mail (subject varchar(200) not null)")) {
            create.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void insert(String subject) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into mail values (?)")) {
            insert.setString(1, subject);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the number of messages with that subject. */
    @GET
    @Produces("text/plain")
    public int count(@QueryParam("subject") String subject) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from mail where subject = ?")) {
            select.setString(1, subject);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
