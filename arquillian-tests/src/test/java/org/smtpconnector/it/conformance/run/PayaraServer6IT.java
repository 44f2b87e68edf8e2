package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.PAYARA_SERVER_6)
class PayaraServer6IT extends ConformanceSuite {}
