package org.smtpconnector.adapter.tls;

import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smtpconnector.adapter.session.NoLeaks;

/** Engines of one provider of TLS, which are released after the test. */
@ExtendWith(NoLeaks.class)
abstract class ProviderFixture {

    private final List<ServerTls> opened = new ArrayList<>();
    private final List<SSLEngine> engines = new ArrayList<>();

    /** The provider whose engines are tested; a class for another one extends this class. */
    TlsProvider provider() {
        return TlsProvider.JDK;
    }

    TlsSettings settings(TlsFiles files) {
        return settings(files, ClientAuth.NONE);
    }

    TlsSettings settings(TlsFiles files, ClientAuth clientAuth) {
        return TestFiles.settings(provider(), files, clientAuth);
    }

    ServerTls open(TlsSettings settings) throws TlsException {
        ServerTls tls = ServerTls.open("test", settings);
        opened.add(tls);
        return tls;
    }

    SSLEngine engine(ServerTls tls) {
        SSLEngine engine = tls.newEngine();
        engines.add(engine);
        return engine;
    }

    SSLEngine engine(TlsFiles files) throws TlsException {
        return engine(open(settings(files)));
    }

    @AfterEach
    void release() {
        opened.forEach(ServerTls::close);
        engines.forEach(ReferenceCountUtil::release);
    }
}
