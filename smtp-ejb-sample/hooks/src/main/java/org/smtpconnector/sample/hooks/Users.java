package org.smtpconnector.sample.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** The users of SMTP AUTH. An application asks its database or directory here; Jakarta Security finds this class by its type. */
@ApplicationScoped
public class Users implements IdentityStore {

    /** Called by Jakarta Security. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        return credential.compareTo("anna", "secret")
                ? new CredentialValidationResult("anna", Set.of("users"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
