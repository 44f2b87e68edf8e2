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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.smtpconnector.inbox.Refusal;
import org.smtpconnector.inbox.settings.InboxSettings;

/**
 * HTTP Basic (RFC 7617) by the application's identity stores, which check SMTP AUTH, too. Basic, and no form: a program
 * logs in as a browser does, there is no session to keep or to steal, and no page that a password could be sent to by
 * another one. Without {@code inbox.login=required} nobody is asked.
 */
@ApplicationScoped
public class InboxAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "basic ";

    private static final Refusal UNKNOWN = new Refusal(
            HttpServletResponse.SC_UNAUTHORIZED,
            "Login required",
            "This inbox wants a user and a password: those with which mail is sent to it, too.");

    /** RFC 6585 section 4. */
    private static final int TOO_MANY_REQUESTS = 429;

    private final KnownPasswords passwords = new KnownPasswords();
    private final LoginAttempts attempts = new LoginAttempts();

    @Inject
    private InboxSettings settings;

    @Inject
    private IdentityStoreHandler identityStores;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (settings.login() != InboxSettings.Login.REQUIRED || PublicPaths.isHealth(request)) {
            return context.doNothing();
        }
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return unknown(request, response);
        }
        String encoded = authorization.substring(SCHEME.length());
        Optional<CredentialValidationResult> known = passwords.get(encoded, System.nanoTime());
        if (known.isPresent()) {
            return context.notifyContainerAboutLogin(known.get());
        }
        String[] pair = decode(encoded).split(":", 2);
        if (pair.length < 2 || pair[0].isEmpty()) {
            return unknown(request, response);
        }
        boolean isGuess = !passwords.wasRight(encoded);
        String network = LoginAttempts.network(request.getRemoteAddr());
        String user = passwords.digest(pair[0]);
        long seconds = isGuess ? attempts.begin(network, user, System.nanoTime()) : 0;
        if (seconds > 0) {
            return tooMany(request, response, seconds);
        }
        CredentialValidationResult result = identityStores.validate(new UsernamePasswordCredential(pair[0], pair[1]));
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            passwords.remove(encoded);
            return unknown(request, response);
        }
        if (isGuess) {
            attempts.succeeded(network, user);
        }
        passwords.put(encoded, result, System.nanoTime());
        return context.notifyContainerAboutLogin(result);
    }

    private static AuthenticationStatus unknown(HttpServletRequest request, HttpServletResponse response) {
        try {
            demandLogin(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** Answers 401, with the challenge that lets a browser ask its user. */
    public static void demandLogin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Inbox\", charset=\"UTF-8\"");
        UNKNOWN.send(request, response);
    }

    private static AuthenticationStatus tooMany(
            HttpServletRequest request, HttpServletResponse response, long seconds) {
        response.setHeader("Retry-After", Long.toString(seconds));
        return refuse(
                new Refusal(
                        TOO_MANY_REQUESTS,
                        "Too many wrong passwords",
                        "Try again in " + seconds + (seconds == 1 ? " second." : " seconds.")),
                request,
                response);
    }

    private static AuthenticationStatus refuse(
            Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
        try {
            refusal.send(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    private static String decode(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
