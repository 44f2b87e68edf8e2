package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.mail.internet.InternetHeaders;
import java.nio.ByteBuffer;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** For each hook a bean that overrides it and no other, on a listener that is called so, such as {@code on-rcpt-to}; all hooks leave things as they are. */
public final class OneHook {

    private OneHook() {}

    @MessageDriven(
            activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-connect"))
    public static class OnConnect implements SmtpMessageListener {

        @Override
        public String onConnect(SmtpSession session, String greeting) {
            return greeting;
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(
            activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-disconnect"))
    public static class OnDisconnect implements SmtpMessageListener {

        @Override
        public void onDisconnect(SmtpSession session) {
            // it is the Work that is counted
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-helo"))
    public static class OnHelo implements SmtpMessageListener {

        @Override
        public String onHelo(SmtpSession session, String heloName, String greeting) {
            return greeting;
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(
            activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-mail-from"))
    public static class OnMailFrom implements SmtpMessageListener {

        @Override
        public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath) {
            return reversePath;
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(
            activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-rcpt-to"))
    public static class OnRcptTo implements SmtpMessageListener {

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
            return recipient;
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(
            activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-data-start"))
    public static class OnDataStart implements SmtpMessageListener {

        @Override
        public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
            return "";
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(
            activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-headers"))
    public static class OnHeaders implements SmtpMessageListener {

        @Override
        public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
            return "";
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-data"))
    public static class OnData implements SmtpMessageListener {

        @Override
        public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk) {
            // it is the Work that is counted
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }

    @MessageDriven(
            activationConfig =
                    @ActivationConfigProperty(propertyName = "listeners", propertyValue = "on-unknown-command"))
    public static class OnUnknownCommand implements SmtpMessageListener {

        @Override
        public SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply) {
            return reply;
        }

        @Override
        public void onMessage(SmtpMessage message) {}
    }
}
