package org.smtpconnector.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** The same with BoringSSL. */
class NativeServerTlsTest extends ServerTlsTest {

    @Override
    TlsProvider provider() {
        return TlsProvider.NATIVE;
    }

    /** For TLS 1.3 BoringSSL has no order that could be set. */
    @Override
    @Test
    void theServerPrefersItsOwnOrder() throws Exception {
        SSLEngine engine = engine(TestFiles.pem(TestFiles.files("server.crt"), TestFiles.files("server.key"), null));
        Handshake.client()
                .ciphers("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256")
                .with(engine);
        assertThat(ServerTls.session(engine).cipherSuite()).isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
    }

    @Test
    void cipherSuitesThatItCannotUseAsConfiguredAreNamed() {
        assertThat(NativeTls.notAsConfigured(TlsPreset.MODERN.ciphers())).isEmpty();
        assertThat(NativeTls.notAsConfigured(List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")))
                .isEmpty();
        assertThat(NativeTls.notAsConfigured(List.of("TLS_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256")))
                .containsExactly("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
    }

    /** Java forbids the first two; BoringSSL would speak them. */
    @Test
    void versionsThatJavaForbidsAreNotSpoken() throws Exception {
        TlsFiles files = TestFiles.pem(TestFiles.files("server.crt"), TestFiles.files("server.key"), null);
        SSLEngine engine = engine(open(new TlsSettings(
                provider(),
                files,
                java.util.Set.of("mx.example.org"),
                TlsPreset.LEGACY.protocols(),
                TlsPreset.LEGACY.ciphers(),
                ClientAuth.NONE)));
        assertThat(engine.getEnabledProtocols()).contains("TLSv1.3", "TLSv1.2").doesNotContain("TLSv1.1", "TLSv1");
    }
}
