package org.smtpconnector.it.control;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application that stays when others come and go. */
@ApplicationPath("api")
public class Api extends Application {}
