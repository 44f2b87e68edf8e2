package org.smtpconnector.protocol;

import java.util.Base64;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.sasl.SaslExchange;
import org.smtpconnector.protocol.sasl.SaslMechanisms;
import org.smtpconnector.protocol.syntax.Command;
import org.smtpconnector.protocol.syntax.SyntaxException;

/** The exchange of AUTH (RFC 4954 section 4), from the command to the reply. */
final class AuthHandler implements LineHandler {

    private static final byte[] EMPTY = {};

    private final EngineControl engine;
    private final Session session;

    private AuthMechanism mechanism;
    private SaslExchange exchange;
    /** Given once the client has acknowledged that there is one. */
    private SmtpReply refusal;

    AuthHandler(EngineControl engine, Session session) {
        this.engine = engine;
        this.session = session;
    }

    /** Returns whether the next line is a response, not a command. */
    boolean isActive() {
        return exchange != null;
    }

    /** AUTH was accepted. */
    void begin(Command.Auth command) {
        mechanism = AuthMechanism.find(command.mechanism(), session.settings().authMechanisms());
        if (mechanism == null) {
            engine.replyError(Replies.UNKNOWN_MECHANISM);
            return;
        }
        exchange = SaslMechanisms.begin(mechanism);
        if (command.initialResponse() == null) {
            step(exchange.first());
        } else {
            String response = command.initialResponse().reveal();
            respond(response.equals("=") ? "" : response);
        }
    }

    @Override
    public void line(String line, int octets) {
        if (line.equals("*")) {
            endOrFail(Replies.AUTHENTICATION_CANCELLED);
        } else if (refusal != null) {
            failed(refusal);
        } else {
            respond(line);
        }
    }

    @Override
    public void unreadable(SmtpReply reply) {
        endOrFail(Replies.BAD_RESPONSE);
    }

    @Override
    public void tooLong() {
        endOrFail(Replies.RESPONSE_TOO_LONG);
    }

    private void respond(String base64) {
        try {
            step(exchange.respond(decode(base64)));
        } catch (SyntaxException e) {
            end(e.reply());
        }
    }

    /** Decodes base64 with its padding (RFC 4648 section 4). */
    private static byte[] decode(String base64) throws SyntaxException {
        if (base64.isEmpty()) {
            return EMPTY;
        }
        if (base64.length() % 4 != 0) {
            throw new SyntaxException(Replies.BAD_RESPONSE);
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(Replies.BAD_RESPONSE);
        }
    }

    private void step(SaslExchange.Step step) {
        if (step.challenge() != null) {
            engine.reply(Replies.challenge(step.challenge()));
            return;
        }
        SmtpCredential credential = step.credential();
        engine.ask(
                new HookCall.Authenticate(session.snapshot(), credential),
                verdict -> decided(credential, verdict.result()));
    }

    private void decided(SmtpCredential credential, HookResult decision) {
        if (decision instanceof HookResult.Authenticated authenticated) {
            Caller caller = authenticated.caller();
            engine.observer().authenticated(session.snapshot(), mechanism, caller.name(), Replies.AUTHENTICATED);
            exchange = null;
            session.authenticated(caller, credential.authorizationId(), engine.now());
            engine.reply(Replies.AUTHENTICATED);
            return;
        }
        SmtpReply reply = HookResult.refusal(decision);
        if (reply == null) {
            throw new IllegalArgumentException("Not an answer to a credential: " + decision);
        }
        engine.observer().authenticated(session.snapshot(), mechanism, credential.authenticationId(), reply);
        if (exchange.refusalChallenge() != null && reply.code() != 421) {
            refusal = reply;
            engine.reply(Replies.challenge(exchange.refusalChallenge()));
        } else {
            failed(reply);
        }
    }

    private void failed(SmtpReply reply) {
        exchange = null;
        refusal = null;
        engine.reply(reply);
        if (reply.code() < 500) {
            engine.countJunk(); // RFC 4954 section 6: a 4xx says nothing about the credential
        } else if (session.countAuthFailure()) {
            engine.reply(Replies.TOO_MANY_AUTH_FAILURES);
        }
    }

    /** Ends an exchange: without a credential it is an error, with a wrong one a failure, however it ends. */
    private void endOrFail(SmtpReply reply) {
        if (refusal == null) {
            end(reply);
        } else {
            failed(reply);
        }
    }

    private void end(SmtpReply reply) {
        exchange = null;
        engine.replyError(reply);
    }
}
