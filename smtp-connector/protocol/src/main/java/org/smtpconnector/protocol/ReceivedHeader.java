package org.smtpconnector.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.syntax.DomainGrammar;
import org.smtpconnector.protocol.syntax.PathParser;

/**
 * The trace header field (RFC 5321 section 4.4). Of what the peer said, only what matches the grammar of a domain or an
 * address is put into it, so that nothing can break out of its place.
 */
final class ReceivedHeader {

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

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
        appendDate(field.append(";\r\n\t"), now);
        field.append("\r\n");
        return ByteBuffer.wrap(field.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Appends {@code date-time} (RFC 5322 section 3.3), step by step: a DateTimeFormatter takes ten times as long. */
    static void appendDate(StringBuilder field, Instant now) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
        field.append(DAYS[time.getDayOfWeek().getValue() - 1])
                .append(", ")
                .append(time.getDayOfMonth())
                .append(' ')
                .append(MONTHS[time.getMonthValue() - 1])
                .append(' ')
                .append(time.getYear());
        appendTwoDigits(field.append(' '), time.getHour());
        appendTwoDigits(field.append(':'), time.getMinute());
        appendTwoDigits(field.append(':'), time.getSecond());
        field.append(" +0000");
    }

    private static void appendTwoDigits(StringBuilder field, int number) {
        field.append(number < 10 ? "0" : "").append(number);
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
