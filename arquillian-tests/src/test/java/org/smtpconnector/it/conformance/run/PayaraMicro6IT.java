package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.PAYARA_MICRO_6)
class PayaraMicro6IT extends ConformanceSuite {}
