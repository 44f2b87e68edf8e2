package org.smtpconnector.it.variants.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.smtpconnector.it.variants.Delivery;

/** The beans that are measured: two that do nothing, and two that insert a row into the server's own H2, which is not XA. */
public final class Beans {

    private Beans() {}

    @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "name", propertyValue = "empty"))
    public static class Empty implements Delivery {

        @Override
        public void deliver(String subject) {}
    }

    @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "name", propertyValue = "empty-too"))
    public static class EmptyToo implements Delivery {

        @Override
        public void deliver(String subject) {}
    }

    @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "name", propertyValue = "insert"))
    public static class Insert implements Delivery {

        @Resource
        DataSource dataSource;

        @Override
        public void deliver(String subject) {
            insert(dataSource, subject);
        }
    }

    @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "name", propertyValue = "insert-too"))
    public static class InsertToo implements Delivery {

        @Resource
        DataSource dataSource;

        @Override
        public void deliver(String subject) {
            insert(dataSource, subject);
        }
    }

    @Singleton
    @Startup
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public static class Table {

        @Resource
        DataSource dataSource;

        @PostConstruct
        void create() {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement create =
                            connection.prepareStatement("create table measured (subject varchar(200))")) {
                create.execute();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void insert(DataSource dataSource, String subject) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into measured values (?)")) {
            insert.setString(1, subject);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
