package org.smtpconnector.adapter.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.Policy;

/** The life of an adapter, on the threads of a container; loaded by a class loader of its own. */
public final class DeployedAdapter {

    private DeployedAdapter() {}

    public static void run(ExecutorService pool, Path directory) throws Exception {
        try (SmtpTransport transport = new SmtpTransport(2, pool)) {
            FakeApplication application = new FakeApplication(pool);
            ListenerSettings settings = new ListenerSettings(
                    "default",
                    List.of("127.0.0.1"),
                    0,
                    "mx.example.org",
                    1 << 20,
                    10,
                    10,
                    100,
                    2048,
                    true,
                    Policy.FORBIDDEN,
                    Set.of(AuthMechanism.PLAIN),
                    false,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    1000,
                    directory);
            BoundListener listener = transport.bind(settings, application);
            listener.accept();
            try (TestClient client = TestClient.greeted(listener.addresses().get(0))) {
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
