package org.smtpconnector.it.examples;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Knows one user. */
@ApplicationScoped
public class Users implements IdentityStore {

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        return credential.compareTo("user", "secret")
                ? new CredentialValidationResult("user", Set.of("users"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
