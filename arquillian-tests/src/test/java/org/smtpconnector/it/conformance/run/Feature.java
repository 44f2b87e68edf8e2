package org.smtpconnector.it.conformance.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The row of the table of servers that a case belongs to. A feature is there if all its cases pass. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Feature {

    /** The name in the table and in {@code differences.properties}, such as "identity-in-bean". */
    String value();
}
