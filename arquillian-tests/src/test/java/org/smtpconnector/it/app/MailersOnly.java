package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** A bean that only members of a group may call. */
@Stateless
@DeclareRoles("mailers")
public class MailersOnly {

    @Resource
    SessionContext context;

    /** The name of the caller. */
    @RolesAllowed("mailers")
    public String caller() {
        return context.getCallerPrincipal().getName();
    }
}
