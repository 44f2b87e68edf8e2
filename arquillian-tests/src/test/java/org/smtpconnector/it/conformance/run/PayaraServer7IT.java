package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.PAYARA_SERVER_7)
class PayaraServer7IT extends ConformanceSuite {}
