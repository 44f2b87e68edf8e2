package org.smtpconnector.it.conformance.app;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** A session bean that members of a group may call. */
@Stateless
@DeclareRoles("mailers")
public class MailersOnly {

    @Resource
    SessionContext context;

    /** Returns the name of the caller. */
    @RolesAllowed("mailers")
    public String caller() {
        return context.getCallerPrincipal().getName();
    }
}
