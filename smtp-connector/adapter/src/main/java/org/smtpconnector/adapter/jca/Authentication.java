package org.smtpconnector.adapter.jca;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.List;
import org.smtpconnector.api.SmtpBearerCredential;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpCredential;

/**
 * The decision about a credential. The beans that override the hook are asked in their order until one knows the user; if none overrides it,
 * the default of the first bean asks the identity stores of its application.
 */
final class Authentication {

    private Authentication() {}

    /**
     * Chooses the beans to ask.
     *
     * @return empty if there is no bean
     */
    static List<EndpointActivation> beans(List<EndpointActivation> all) {
        List<EndpointActivation> wanting = Routing.wanting(Hook.AUTHENTICATE, all);
        return wanting.isEmpty() ? all.subList(0, Math.min(1, all.size())) : wanting;
    }

    /** Tells whether a client asks to act as another user, which nothing in Jakarta Security could allow (RFC 4616 section 2). */
    static boolean isForAnother(SmtpCredential credential) {
        String authorizationId = credential.authorizationId();
        return !authorizationId.isEmpty() && !authorizationId.equals(credential.authenticationId());
    }

    /** Makes the credential that beans and identity stores know. */
    static Credential credential(SmtpCredential shown) {
        if (shown instanceof SmtpCredential.Password password) {
            return new UsernamePasswordCredential(
                    password.authenticationId(), password.password().reveal());
        }
        if (shown instanceof SmtpCredential.Bearer bearer) {
            return new SmtpBearerCredential(
                    bearer.authenticationId(), bearer.token().reveal());
        }
        throw new IllegalStateException("Unknown credential " + shown.getClass());
    }

    /** Asks one bean, unless an earlier one knew the user. */
    static CredentialValidationResult ask(
            SmtpMessageListener bean, SmtpSession session, Credential credential, CredentialValidationResult soFar)
            throws SmtpRejectedException {
        return soFar.getStatus() == CredentialValidationResult.Status.NOT_VALIDATED
                ? bean.onAuthenticate(session, credential)
                : soFar;
    }

    /** Makes the engine's result: the caller is the one that the identity store names, never the one that the client claimed to be. */
    static HookResult result(CredentialValidationResult result) {
        return result.getStatus() == CredentialValidationResult.Status.VALID
                ? new HookResult.Authenticated(
                        new Caller(result.getCallerPrincipal().getName(), result.getCallerGroups()))
                : new HookResult.Answer(Replies.AUTHENTICATION_FAILED);
    }
}
