package org.smtpconnector.adapter.tls;

import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** The versions and cipher suites of TLS that this Java virtual machine has and allows. */
public final class JavaTls {

    private JavaTls() {}

    /** Returns the versions of TLS that exist, the latest first. */
    public static List<String> protocols() {
        return List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");
    }

    /** Returns the cipher suites that the virtual machine has and allows. */
    public static Set<String> ciphers() {
        try {
            return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java virtual machine has no TLS", e);
        }
    }

    /** Returns those of the versions that a security property forbids: an SSLEngine would take them silently. */
    public static Set<String> disabled(List<String> protocols) {
        String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
        Set<String> names = disabled == null
                ? Set.of()
                : Arrays.stream(disabled.split(",", -1)).map(String::trim).collect(Collectors.toSet());
        return protocols.stream().filter(names::contains).collect(Collectors.toSet());
    }
}
