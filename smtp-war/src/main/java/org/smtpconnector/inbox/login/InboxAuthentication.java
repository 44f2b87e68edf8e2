package org.smtpconnector.inbox.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.smtpconnector.sample.InboxSettings;

/**
 * HTTP Basic (RFC 7617) by the application's identity stores, which check SMTP AUTH, too. Basic, and no form: a program
 * logs in as a browser does, there is no session to keep or to steal, and no page that a password could be sent to by
 * another one. Without {@code inbox.login=required} nobody is asked.
 */
@ApplicationScoped
public class InboxAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "basic ";

    private final KnownPasswords passwords = new KnownPasswords();

    @Inject
    private InboxSettings settings;

    @Inject
    private IdentityStoreHandler identityStores;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (!settings.loginRequired() || isHealth(request)) {
            return context.doNothing();
        }
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            Optional<CredentialValidationResult> result = validate(authorization.substring(SCHEME.length()));
            if (result.isPresent()) {
                return context.notifyContainerAboutLogin(result.get());
            }
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Inbox\", charset=\"UTF-8\"");
        return context.responseUnauthorized();
    }

    /** The server answers it below an application that has the root for itself; who watches a server has no password. */
    private static boolean isHealth(HttpServletRequest request) {
        String path = request.getContextPath() + request.getServletPath();
        return path.equals("/health") || path.startsWith("/health/");
    }

    private Optional<CredentialValidationResult> validate(String encoded) {
        Optional<CredentialValidationResult> known = passwords.get(encoded, System.nanoTime());
        if (known.isPresent()) {
            return known;
        }
        String[] pair = decode(encoded).split(":", 2);
        if (pair.length < 2 || pair[0].isEmpty()) {
            return Optional.empty();
        }
        CredentialValidationResult result = identityStores.validate(new UsernamePasswordCredential(pair[0], pair[1]));
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            return Optional.empty();
        }
        passwords.put(encoded, result, System.nanoTime());
        return Optional.of(result);
    }

    private static String decode(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
