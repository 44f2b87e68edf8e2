package org.smtpconnector.adapter.jca;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.List;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.api.SmtpBearerCredential;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpCredential;

/**
 * Who is this client? Beans that override the hook are asked in their order until one knows; if none overrides it, the first
 * bean's default asks the identity stores of its application.
 */
final class Authentication {

    private final ActiveListener listener;
    private final EndpointCalls calls;
    private final SessionScope scope;

    Authentication(ActiveListener listener, EndpointCalls calls, SessionScope scope) {
        this.listener = listener;
        this.calls = calls;
        this.scope = scope;
    }

    /** Null: the decision comes later; it costs a dispatch whatever the beans override. */
    HookResult begin(HookCall.Authenticate question, Dispatch.Context context, DispatchQueue queue, Later later) {
        List<SmtpActivation> beans = beans();
        String authorizationId = question.credential().authorizationId();
        if (beans.isEmpty()) {
            return new HookResult.Answer(Replies.AUTHENTICATION_UNAVAILABLE);
        }
        if (!authorizationId.isEmpty()
                && !authorizationId.equals(question.credential().authenticationId())) {
            // Nothing in Jakarta Security could say whether one user may act as another (RFC 4616 section 2).
            return new HookResult.Answer(Replies.AUTHENTICATION_FAILED);
        }
        Credential credential = credential(question.credential());
        queue.add(new HookDispatch<>(
                Hook.AUTHENTICATE,
                context,
                calls,
                beans,
                later,
                CredentialValidationResult.NOT_VALIDATED_RESULT,
                (bean, session, soFar) -> soFar.getStatus() == CredentialValidationResult.Status.NOT_VALIDATED
                        ? bean.onAuthenticate(session, credential)
                        : soFar,
                this::decision));
        return null;
    }

    private List<SmtpActivation> beans() {
        List<SmtpActivation> all = listener.routing().beans();
        List<SmtpActivation> overriding = Routing.overriding(Hook.AUTHENTICATE, all);
        return overriding.isEmpty() ? all.subList(0, Math.min(1, all.size())) : overriding;
    }

    private static Credential credential(SmtpCredential shown) {
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

    private HookResult decision(CredentialValidationResult result) {
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            return new HookResult.Answer(Replies.AUTHENTICATION_FAILED);
        }
        scope.authenticated(new Identity(result.getCallerPrincipal().getName(), result.getCallerGroups()));
        return new HookResult.Authenticated(
                new Caller(result.getCallerPrincipal().getName(), result.getCallerGroups()));
    }
}
