package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.PAYARA_MICRO_7)
class PayaraMicro7IT extends ConformanceSuite {}
