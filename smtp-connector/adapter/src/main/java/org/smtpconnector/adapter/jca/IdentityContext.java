package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.work.SecurityContext;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import java.io.IOException;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;

/** Gives a work the identity of an SMTP user (Jakarta Connectors 2.1, section 16.4.1). */
final class IdentityContext extends SecurityContext {

    private static final long serialVersionUID = 1L;

    private final transient Identity identity;

    IdentityContext(Identity identity) {
        this.identity = identity;
    }

    @Override
    public String getName() {
        return "SmtpUser";
    }

    @Override
    public String getDescription() {
        return "The user who has authenticated to the SMTP connector";
    }

    @Override
    public void setupSecurityContext(CallbackHandler handler, Subject executionSubject, Subject serviceSubject) {
        try {
            handler.handle(new Callback[] {
                new CallerPrincipalCallback(executionSubject, identity.name()),
                new GroupPrincipalCallback(executionSubject, identity.groups().toArray(String[]::new))
            });
        } catch (IOException | UnsupportedCallbackException e) {
            throw new IllegalStateException("The server does not take the identity of an SMTP user", e);
        }
    }
}
