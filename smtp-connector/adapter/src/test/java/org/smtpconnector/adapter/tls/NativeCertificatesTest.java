package org.smtpconnector.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same with BoringSSL. */
class NativeCertificatesTest extends CertificatesTest {

    @Override
    TlsProvider provider() {
        return TlsProvider.NATIVE;
    }

    @Override
    @ParameterizedTest
    @ValueSource(strings = {"a_b.example", "localhost.", "name:2525", "[::1]", "-a.example"})
    void aNameThatIsNoHostName(String name) throws Exception {
        SSLEngine engine = engine(TestFiles.pem(
                TestFiles.files("rsa.crt", "ec.crt"), TestFiles.files("ec-pkcs8.key", "rsa-pkcs1.key"), null));
        Handshake done = Handshake.client().asksForAnything(name).with(engine);
        assertThat(done.shown().getSubjectX500Principal().getName()).isEqualTo("CN=rsa.example");
        assertThat(ServerTls.session(engine).serverName()).isEmpty();
    }
}
