package org.smtpconnector.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Knows two users: only one of them is a mailer. */
@ApplicationScoped
public class TestIdentityStore implements IdentityStore {

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        if (credential.compareTo("mailer", "secret")) {
            return new CredentialValidationResult("mailer", Set.of("mailers"));
        }
        if (credential.compareTo("guest", "secret")) {
            return new CredentialValidationResult("guest", Set.of("guests"));
        }
        return CredentialValidationResult.INVALID_RESULT;
    }
}
