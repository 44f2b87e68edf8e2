package org.smtpconnector.it.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The way in which the tests look into the server. */
@ApplicationPath("api")
public class Api extends Application {}
