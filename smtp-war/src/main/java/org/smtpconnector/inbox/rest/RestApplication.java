package org.smtpconnector.inbox.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

/** The REST interface. */
@ApplicationPath("/api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Inbox",
                        version = "1",
                        description = "The mail that was received, and how: list, search, wait, read, delete, listen"))
public class RestApplication extends Application {}
