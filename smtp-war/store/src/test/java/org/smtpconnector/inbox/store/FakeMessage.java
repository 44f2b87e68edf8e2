package org.smtpconnector.inbox.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.api.SmtpTransaction;

/** Messages as the connector would give them, with whatever content, that answer what the store asks. */
final class FakeMessage {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private FakeMessage() {}

    static SmtpMessage of(String from, String to, String content) {
        return of(from, to, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    static SmtpMessage of(String from, String to, byte[] content) {
        return of(
                SmtpAddress.of(from),
                List.of(SmtpAddress.of(to)),
                content.length,
                () -> new ByteArrayInputStream(content));
    }

    static SmtpMessage of(
            SmtpAddress reversePath, List<SmtpAddress> recipients, long size, Supplier<InputStream> content) {
        int number = NUMBERS.incrementAndGet();
        SmtpSession session = fake(
                SmtpSession.class,
                Map.of(
                        "id", () -> "s1",
                        "listener", () -> "default",
                        "localAddress", () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525),
                        "remoteAddress", () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000),
                        "connectedAt", () -> Instant.EPOCH,
                        "heloName", () -> "client.example.org",
                        "isExtended", () -> true,
                        "tls",
                                () -> Optional.of(
                                        new SmtpTls("TLSv1.3", "TLS_AES_256_GCM_SHA384", Optional.empty(), List.of())),
                        "authenticationId", () -> Optional.of("alice")));
        SmtpTransaction transaction = fake(
                SmtpTransaction.class,
                Map.of(
                        "id", () -> "s1-" + number,
                        "startedAt", () -> Instant.EPOCH,
                        "reversePath", () -> reversePath,
                        "recipients", () -> recipients,
                        "bodyType", () -> SmtpTransaction.BodyType.SEVEN_BIT,
                        "declaredSize", OptionalLong::empty,
                        "isSmtpUtf8", () -> false));
        return fake(
                SmtpMessage.class,
                Map.of(
                        "session", () -> session,
                        "transaction", () -> transaction,
                        "reversePath", () -> reversePath,
                        "recipients", () -> recipients,
                        "size", () -> size,
                        "openStream", content));
    }

    /** Answers the methods of those names, and fails at any other: the interface may grow. */
    private static <T> T fake(Class<T> type, Map<String, Supplier<?>> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Supplier<?> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return answer.get();
                }));
    }
}
