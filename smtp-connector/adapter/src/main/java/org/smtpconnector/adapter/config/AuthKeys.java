package org.smtpconnector.adapter.config;

import java.util.List;
import java.util.Set;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.Policy;

/** Whether and how clients authenticate. */
public final class AuthKeys {

    public static final Key<Policy> MODE = Key.shared(
            "auth.mode",
            Type.choice(Policy.class),
            "forbidden",
            "Whether clients may, or must, authenticate; by default the application's identity stores decide.");

    public static final Key<Set<AuthMechanism>> MECHANISMS = Key.shared(
            "auth.mechanisms", Type.choices(AuthMechanism.class), "plain,login", "How clients may authenticate.");

    public static final Key<Boolean> ALLOW_INSECURE = Key.shared(
            "auth.allow-insecure",
            Type.BOOLEAN,
            "false",
            "Whether passwords are taken without TLS: only for tests and for networks that nobody listens to.");

    static final Section SECTION = new Section("Authentication", List.of(MODE, MECHANISMS, ALLOW_INSECURE));

    private AuthKeys() {}
}
