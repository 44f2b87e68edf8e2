package org.smtpconnector.inbox.store;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpReply;

/** Entries as the connector's journal would give them. */
final class FakeEntry {

    private FakeEntry() {}

    static SmtpJournal.Entry of(String transaction, SmtpJournal.Outcome outcome, boolean recipientTaken) {
        return of(transaction, outcome, recipientTaken, 0);
    }

    static SmtpJournal.Entry of(String transaction, SmtpJournal.Outcome outcome, boolean recipientTaken, long octets) {
        SmtpReply reply = SmtpReply.of(recipientTaken ? 250 : 550, recipientTaken ? "2.1.5" : "5.1.1", "Recipient");
        return (SmtpJournal.Entry) Proxy.newProxyInstance(
                FakeEntry.class.getClassLoader(),
                new Class<?>[] {SmtpJournal.Entry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "transactionId" -> Optional.ofNullable(transaction);
                    case "sessionId" -> "s9";
                    case "listener" -> "default";
                    case "localAddress", "remoteAddress" -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
                    case "heloName" -> "client.example.org";
                    case "tlsProtocol", "tlsCipherSuite", "user" -> Optional.empty();
                    case "startedAt" -> Instant.ofEpochMilli(1000);
                    case "duration" -> Duration.ofMillis(50);
                    case "queued" -> Duration.ofMillis(3);
                    case "processing" -> Duration.ofMillis(40);
                    case "reversePath" -> Optional.of(SmtpAddress.of("sender@example.org"));
                    case "recipients" ->
                        List.of(new SmtpJournal.Recipient(SmtpAddress.of("nobody@example.org"), reply));
                    case "recipientsAccepted" -> recipientTaken ? 1 : 0;
                    case "recipientsRefused" -> recipientTaken ? 0 : 1;
                    case "reply" -> Optional.of(SmtpReply.of(451, "4.3.0", "Try again"));
                    case "outcome" -> outcome;
                    case "size" -> octets;
                    case "beans" -> List.of("a.FirstBean", "a.SecondBean");
                    case "transcript" -> "S: 220 ready\nC: EHLO client.example.org";
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }
}
