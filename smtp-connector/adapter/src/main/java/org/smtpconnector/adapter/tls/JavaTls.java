package org.smtpconnector.adapter.tls;

import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** What this Java virtual machine can do, and may. */
public final class JavaTls {

    private JavaTls() {}

    /** The versions of TLS that there are, the latest first. */
    public static List<String> protocols() {
        return List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");
    }

    /** The cipher suites that it has and allows. */
    public static Set<String> ciphers() {
        try {
            return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java virtual machine has no TLS", e);
        }
    }

    /** Those of the versions that the administrator of the virtual machine forbids: the engine would take them silently. */
    public static Set<String> disabled(List<String> protocols) {
        String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
        Set<String> names = disabled == null
                ? Set.of()
                : Arrays.stream(disabled.split(",", -1)).map(String::trim).collect(Collectors.toSet());
        return protocols.stream().filter(names::contains).collect(Collectors.toSet());
    }
}
