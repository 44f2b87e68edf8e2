package org.smtpconnector.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.syntax.DomainGrammar;
import org.smtpconnector.protocol.syntax.PathParser;

/**
 * The trace header field (RFC 5321 section 4.4). Of what the peer said, only what matches the grammar of a domain or an
 * address is put into it, so that nothing can break out of its place.
 */
final class ReceivedHeader {

    /** RFC 5322 section 3.3. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ReceivedHeader() {}

    /** The field with its CRLF, folded (RFC 5322 section 2.2.3). */
    static ByteBuffer of(SessionSnapshot session, SmtpTransaction transaction, EngineSettings settings, Instant now) {
        StringBuilder field = new StringBuilder(256);
        String literal = literal(session.remoteAddress());
        field.append("Received: from ")
                .append(DomainGrammar.isDomainOrLiteral(session.heloName()) ? session.heloName() : literal)
                .append(" (")
                // TCP-info = address-literal / ( Domain FWS address-literal )
                .append(session.remoteName()
                        .filter(DomainGrammar::isDomain)
                        .map(name -> name + ' ')
                        .orElse(""))
                .append(literal)
                .append(")\r\n\tby ")
                .append(settings.hostname())
                .append(" with ")
                .append(protocol(session, transaction, settings))
                .append(" id ")
                .append(transaction.id());
        // RFC 5321 section 7.2: naming one recipient of several would tell it to the others.
        List<SmtpAddress> recipients = transaction.recipients();
        if (recipients.size() == 1 && PathParser.isForwardPath(recipients.get(0), transaction.isSmtpUtf8())) {
            field.append("\r\n\tfor <").append(recipients.get(0)).append('>');
        }
        // RFC 8314 section 4.3: an additional registered clause, and those come last.
        session.tls().ifPresent(tls -> field.append("\r\n\ttls ").append(tls.cipherSuite()));
        field.append(";\r\n\t").append(DATE.format(now)).append("\r\n");
        return ByteBuffer.wrap(field.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The registered names (RFC 3848, RFC 6531 section 4.3): S for TLS, A for AUTH. */
    private static String protocol(SessionSnapshot session, SmtpTransaction transaction, EngineSettings settings) {
        if (!session.isExtended()) {
            return "SMTP";
        }
        String name = settings.protocol() == ServerProtocol.LMTP ? "LMTP" : transaction.isSmtpUtf8() ? "SMTP" : "ESMTP";
        return (transaction.isSmtpUtf8() ? "UTF8" : "")
                + name
                + (session.tls().isPresent() ? "S" : "")
                + (session.authenticationId().isPresent() ? "A" : "");
    }

    /** RFC 5321 section 4.1.3; an IPv6 scope is of no meaning elsewhere. */
    static String literal(InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        if (address == null) {
            return "[0.0.0.0]";
        }
        if (address instanceof Inet6Address) {
            String text = address.getHostAddress();
            int scope = text.indexOf('%');
            return "[IPv6:" + (scope < 0 ? text : text.substring(0, scope)) + ']';
        }
        return '[' + address.getHostAddress() + ']';
    }
}
