package org.smtpconnector.sample.tickets;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves the resources at the root of the application. */
@ApplicationPath("")
public class TicketsApplication extends Application {}
