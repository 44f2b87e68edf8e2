package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.OPEN_LIBERTY_26)
class OpenLiberty26IT extends ConformanceSuite {}
