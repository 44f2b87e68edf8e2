package org.smtpconnector.inbox.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST interface. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
