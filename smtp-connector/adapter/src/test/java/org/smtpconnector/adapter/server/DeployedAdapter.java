package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.MessageKeys;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.adapter.session.FakeApplication;

/** The life of an adapter, on the threads of a container; loaded by a class loader of its own. */
public final class DeployedAdapter {

    private DeployedAdapter() {}

    public static void run(ExecutorService pool, Path directory) throws Exception {
        try (SmtpServerGroup transport = new SmtpServerGroup(2, pool, 1_000_000)) {
            FakeApplication application = new FakeApplication(pool);
            ListenerSettings settings = ListenerConfiguration.defaults("default")
                    .with(BindingKeys.PORT, List.of(0))
                    .with(BindingKeys.HOSTNAME, "mx.example.org")
                    .with(MessageKeys.SPOOL_MEMORY_THRESHOLD, 1000)
                    .with(MessageKeys.SPOOL_DIRECTORY, directory);
            settings = TestTls.with(settings, TlsMode.REQUIRED);
            SmtpServer listener = transport.bind(settings, application);
            listener.accept();
            try (TestClient client =
                    TestClient.greeted(listener.addresses().get(0)).startTls(TestTls.client())) {
                for (int i = 0; i < 10; i++) {
                    client.data();
                    client.send("x".repeat(500 * i).getBytes(US_ASCII));
                    client.send("", ".").expect("250");
                }
                if (application.delivered.size() != 10 || !transport.isLive(Duration.ofSeconds(10))) {
                    throw new IllegalStateException("delivered " + application.delivered.size());
                }
                listener.close(Duration.ofSeconds(1));
                client.expect("421 4.3.2");
            }
        }
    }
}
