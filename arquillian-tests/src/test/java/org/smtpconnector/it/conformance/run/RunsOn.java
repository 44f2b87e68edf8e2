package org.smtpconnector.it.conformance.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.smtpconnector.it.conformance.server.ServerKind;

/** The server that a class runs the suite on. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RunsOn {

    ServerKind value();
}
