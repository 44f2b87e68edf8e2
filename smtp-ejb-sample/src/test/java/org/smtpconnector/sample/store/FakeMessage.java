package org.smtpconnector.sample.store;

import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** A message as the connector would give it, with whatever content. */
record FakeMessage(SmtpAddress reversePath, List<SmtpAddress> recipients, long size, Supplier<InputStream> content)
        implements SmtpMessage, SmtpSession, SmtpTransaction {

    static FakeMessage of(String from, String to, byte[] content) {
        return new FakeMessage(
                SmtpAddress.of(from),
                List.of(SmtpAddress.of(to)),
                content.length,
                () -> new java.io.ByteArrayInputStream(content));
    }

    static FakeMessage of(String from, String to, String content) {
        return of(from, to, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public SmtpSession session() {
        return this;
    }

    @Override
    public SmtpTransaction transaction() {
        return this;
    }

    @Override
    public InputStream openStream() {
        return content.get();
    }

    @Override
    public Optional<String> header(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MimeMessage mimeMessage() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String id() {
        return "s1-1";
    }

    @Override
    public String listener() {
        return "default";
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);
    }

    @Override
    public Instant connectedAt() {
        return Instant.EPOCH;
    }

    @Override
    public String heloName() {
        return "client.example.org";
    }

    @Override
    public boolean isExtended() {
        return true;
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public BodyType bodyType() {
        return BodyType.SEVEN_BIT;
    }

    @Override
    public OptionalLong declaredSize() {
        return OptionalLong.empty();
    }
}
