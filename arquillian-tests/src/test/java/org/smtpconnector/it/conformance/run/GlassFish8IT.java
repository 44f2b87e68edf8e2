package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.GLASSFISH_8)
class GlassFish8IT extends ConformanceSuite {}
