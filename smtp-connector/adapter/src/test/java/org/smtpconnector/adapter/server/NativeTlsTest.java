package org.smtpconnector.adapter.server;

import org.smtpconnector.adapter.tls.TlsProvider;

/** The same with BoringSSL. */
class NativeTlsTest extends TlsTest {

    @Override
    TlsProvider provider() {
        return TlsProvider.NATIVE;
    }
}
