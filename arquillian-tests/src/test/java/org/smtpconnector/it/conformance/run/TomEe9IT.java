package org.smtpconnector.it.conformance.run;

import org.smtpconnector.it.conformance.server.ServerKind;

@RunsOn(ServerKind.TOMEE_9)
class TomEe9IT extends ConformanceSuite {}
