package org.smtpconnector.inbox.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.api.SmtpBearerCredential;
import org.smtpconnector.inbox.settings.SmtpAuthSetting;

/** The decision of the configuration about who may authenticate by SMTP: users of the identity stores, or anybody. */
@ApplicationScoped
public class SmtpAuth {

    private final SmtpAuthSetting setting;

    /** Reads it with the class loader of the application; if it is wrong, the application does not start. */
    public SmtpAuth() {
        this(ConfigProvider.getConfig(SmtpAuth.class.getClassLoader()));
    }

    SmtpAuth(Config config) {
        this.setting = SmtpAuthSetting.of(config);
    }

    /** Has the container make this when the application starts, and not for the first user: mistakes are to be heard then. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // All is done in the constructor.
    }

    /** Tells whether every user with every password is let in. */
    public boolean takesAnybody() {
        return setting == SmtpAuthSetting.ANY;
    }

    /** Lets a user in under the name that the client gave, in no group. */
    static CredentialValidationResult anybody(Credential credential) {
        String name = "";
        if (credential instanceof UsernamePasswordCredential password) {
            name = password.getCaller();
        } else if (credential instanceof SmtpBearerCredential bearer) {
            name = bearer.user();
        }
        return name.isBlank() ? CredentialValidationResult.INVALID_RESULT : new CredentialValidationResult(name);
    }
}
