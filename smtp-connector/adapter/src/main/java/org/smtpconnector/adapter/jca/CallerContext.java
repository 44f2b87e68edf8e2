package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.WorkContextLifecycleListener;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import java.io.IOException;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.smtpconnector.protocol.Caller;

/** Gives a Work the identity of an SMTP user (Jakarta Connectors 2.1, section 16.4.1). */
final class CallerContext extends SecurityContext implements WorkContextLifecycleListener {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;
    private transient volatile boolean setUp;
    private transient volatile boolean failed;

    CallerContext(Caller caller) {
        this.caller = caller;
    }

    /** Returns whether the server has asked for the identity. */
    boolean isSetUp() {
        return setUp;
    }

    /** Tells whether the server could not set the identity up. */
    boolean hasFailed() {
        return failed;
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
        setUp = true;
        try {
            handler.handle(new Callback[] {
                new CallerPrincipalCallback(executionSubject, caller.name()),
                new GroupPrincipalCallback(executionSubject, caller.groups().toArray(String[]::new))
            });
        } catch (IOException | UnsupportedCallbackException | RuntimeException e) {
            failed = true;
            throw new IllegalStateException("The server does not take the identity of an SMTP user", e);
        }
    }

    @Override
    public void contextSetupComplete() {
        // the Work runs now
    }

    @Override
    public void contextSetupFailed(String errorCode) {
        failed = true;
    }
}
