package org.smtpconnector.it.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The messages that the application that comes and goes has stored, in the server's own database, which stays. */
@Singleton
@Startup
@Path("stored")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Stored {

    @Resource
    DataSource dataSource;

    @PostConstruct
    void createTable() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement create =
                        connection.prepareStatement("create table redeployed (subject varchar(200) not null)")) {
            create.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The subjects, a line each. */
    @GET
    @Produces("text/plain")
    public String subjects() throws SQLException {
        StringBuilder subjects = new StringBuilder();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select subject from redeployed");
                ResultSet results = select.executeQuery()) {
            while (results.next()) {
                subjects.append(results.getString(1)).append('\n');
            }
        }
        return subjects.toString();
    }
}
