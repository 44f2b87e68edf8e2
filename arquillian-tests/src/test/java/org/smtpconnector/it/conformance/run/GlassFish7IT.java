package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.GLASSFISH_7)
class GlassFish7IT extends ConformanceSuite {}
