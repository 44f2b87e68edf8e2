package org.smtpconnector.it.conformance.run;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smtpconnector.it.conformance.cases.Application;
import org.smtpconnector.it.conformance.cases.Cases;
import org.smtpconnector.it.conformance.cases.Database;
import org.smtpconnector.it.conformance.cases.LifeCycleCases;
import org.smtpconnector.it.conformance.cases.ListenerCases;
import org.smtpconnector.it.conformance.cases.OutcomeCases;
import org.smtpconnector.it.conformance.cases.SecurityCases;
import org.smtpconnector.it.conformance.server.JakartaServer;
import org.smtpconnector.it.conformance.server.ServerKind;

/** All cases, on one server with the adapter and the test application. */
@Tag("conformance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@ExtendWith(ConformanceExtension.class)
public abstract class ConformanceSuite {

    private final ServerKind kind = getClass().getAnnotation(RunsOn.class).value();
    private final JakartaServer server = kind.server();
    private final Results results = new Results();
    private Database database;

    @Nested
    @Order(1)
    class Outcome extends OutcomeCases {}

    @Nested
    @Order(2)
    class Listener extends ListenerCases {}

    @Nested
    @Order(3)
    class Security extends SecurityCases {}

    @Nested
    @Order(4)
    class LifeCycle extends LifeCycleCases {}

    @BeforeAll
    void start() throws IOException {
        database = new Database(server.name());
        Application.environment().forEach(server::environment);
        server.property("smtpconnector.test.status", server.statusName());
        long begin = System.nanoTime();
        server.start();
        long started = System.nanoTime();
        results.addTime("start", Duration.ofNanos(started - begin));
        server.deployAdapter();
        server.deploy(Application.archive(server, database));
        Application.LISTENERS.forEach(listener -> Cases.awaitGreeting(server, listener));
        results.addTime("deployment", Duration.ofNanos(System.nanoTime() - started));
    }

    @AfterAll
    void stop() throws IOException {
        results.write(kind);
        server.close();
        results.requireDifferences(kind, new Differences());
    }

    JakartaServer server() {
        return server;
    }

    Database database() {
        return database;
    }

    Results results() {
        return results;
    }
}
