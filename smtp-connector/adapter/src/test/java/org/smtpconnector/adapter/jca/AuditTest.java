package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.adapter.events.LogCapture;
import org.smtpconnector.api.SmtpStatus;

/** The key {@code smtp.audit} tells where audit lines go, from the first message to the undeployment. */
class AuditTest {

    @TempDir
    Path directory;

    private final Deployment deployment = new Deployment();

    @AfterEach
    void stop() {
        deployment.close();
    }

    private Path file() {
        return directory.resolve("audit.jsonl");
    }

    private List<String> lines() throws IOException {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    }

    private static void send(SmtpStatus.Listener listener, String recipient) throws Exception {
        try (Client client = Client.connect(listener.addresses().get(0))) {
            client.hello().data(recipient).send("Text", ".").expect("250 2.0.0");
        }
    }

    @Test
    void theListenersOfAnApplicationMayShareAFile() throws Exception {
        deployment
                .set("audit", "file:" + file())
                .set("listeners", "mx,submission")
                .set("listener.mx.port", "0")
                .set("listener.submission.port", "0")
                .set("listener.submission.audit", "file:" + directory + "/./audit.jsonl")
                .deploy(message -> {});
        await().until(() -> deployment.statuses().stream().allMatch(SmtpStatus.Listener::accepting));
        try (LogCapture log = new LogCapture("org.smtpconnector.audit", Level.INFO)) {
            for (SmtpStatus.Listener listener : deployment.statuses()) {
                send(listener, "to-" + listener.name() + "@example.org");
            }
            await().until(() -> lines().size() == 2);
            for (SmtpStatus.Listener listener : deployment.statuses()) {
                assertThat(lines())
                        .filteredOn(line -> line.contains("\"listener\":\"" + listener.name() + '"'))
                        .singleElement()
                        .asString()
                        .startsWith("{\"event\":\"transaction\",\"time\":\"")
                        .contains("\"to\":[\"to-" + listener.name() + "@example.org\"]", "\"outcome\":\"accepted\"")
                        .endsWith("}");
                assertThat(listener.counters().auditLinesLost()).isZero();
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void anUndeploymentWritesWhatIsLeftAndADeploymentAppends() throws Exception {
        deployment.set("audit", "file:" + file());
        for (int i = 1; i <= 3; i++) {
            FaultyEndpoints application = deployment.deploy(message -> {});
            send(deployment.status(), "x@example.org");
            deployment.undeploy(application);
            assertThat(lines()).hasSize(i);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsNoBusinessOfTheClient() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        deployment.set("audit", "file:" + gone.resolve("audit.jsonl"));
        FaultyEndpoints application = deployment.deploy(message -> {});
        Files.delete(gone);
        send(deployment.status(), "x@example.org");
        send(deployment.status(), "y@example.org");
        try (LogCapture log = new LogCapture("org.smtpconnector.adapter.events.AuditFile", Level.INFO)) {
            deployment.undeploy(application);
            assertThat(log.lines()).last().asString().startsWith("2 audit lines were not written to " + gone);
        }
    }

    @Test
    void nothingIsWrittenIfItIsOff() throws Exception {
        deployment.set("audit", "off");
        FaultyEndpoints application = deployment.deploy(message -> {});
        try (LogCapture log = new LogCapture("org.smtpconnector.audit", Level.INFO)) {
            send(deployment.status(), "x@example.org");
            deployment.undeploy(application);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void twoApplicationsMustAgree() throws Exception {
        deployment.set("audit", "file:" + file());
        deployment.deploy(message -> {});
        deployment.set("audit", "log");
        assertThatThrownBy(() -> deployment.deploy(message -> {}))
                .hasMessageContaining("smtp.audit is file:" + file() + " and log");
    }
}
