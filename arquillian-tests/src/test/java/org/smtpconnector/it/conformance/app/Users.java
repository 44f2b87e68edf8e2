package org.smtpconnector.it.conformance.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** The application's own users. */
@ApplicationScoped
public class Users implements IdentityStore {

    /** Knows anna, who is one of the mailers. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        return credential.compareTo("anna", "secret")
                ? new CredentialValidationResult("anna", Set.of("mailers"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
