package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.WILDFLY_39)
class WildFly39IT extends ConformanceSuite {}
