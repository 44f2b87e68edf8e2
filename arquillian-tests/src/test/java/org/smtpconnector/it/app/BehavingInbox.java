package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** Stores each message, and then does what the recipient's local part says. */
@MessageDriven
public class BehavingInbox implements SmtpMessageListener {

    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    @PersistenceContext
    EntityManager entityManager;

    @Resource
    MessageDrivenContext context;

    @Resource
    TransactionSynchronizationRegistry transaction;

    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        return switch (recipient.localPart()) {
            case "nobody" -> throw new SmtpRejectedException(550, "5.1.1", "Nobody here");
            case "alias" -> new SmtpAddress("ok", recipient.domain());
            case "hook-fails" -> throw new IllegalStateException("secret of the hook");
            default -> recipient;
        };
    }

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        String recipient = message.recipients().get(0).localPart();
        String subject = message.header("Subject").orElse("");
        entityManager.persist(new StoredMail(subject, recipient.equals("held") ? digest(message) : recipient, null));
        switch (recipient) {
            case "rollback-only" -> context.setRollbackOnly();
            case "runtime" -> throw new IllegalStateException("secret of the bean");
            case "error" -> throw new StackOverflowError("secret of the bean");
            case "refuse" -> throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
            case "later" -> throw new SmtpRejectedException(450, "4.2.1", "Come again");
            case "close" -> throw new SmtpRejectedException(421, "4.7.0", "Go away");
            // Written when the transaction commits, and only then found to be there already.
            case "commit-fails" -> persistTwice(subject, "the same");
            case "commit-fails-once" -> {
                if (FAILED.add(subject)) {
                    persistTwice(subject, "the same once");
                }
            }
            case "flush-fails" -> {
                entityManager.flush();
                persistTwice(subject, "the same again");
            }
            case "slow" -> Gate.pass();
            case "held" -> transaction.registerInterposedSynchronization(new Held());
            default -> {}
        }
    }

    private static String digest(SmtpMessage message) {
        try {
            return message.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds the commit when it has begun: the adapter, whose own was registered before, has looked for the client already. */
    private static final class Held implements Synchronization {

        @Override
        public void beforeCompletion() {
            Gate.pass();
        }

        @Override
        public void afterCompletion(int status) {
            // the test sees what was stored
        }
    }

    private void persistTwice(String subject, String unique) {
        entityManager.persist(new StoredMail(subject, "twice", unique));
        entityManager.persist(new StoredMail(subject, "twice", unique));
    }
}
