package org.smtpconnector.it.window;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Tells what was measured. */
@ApplicationPath("api")
public class Api extends Application {}
