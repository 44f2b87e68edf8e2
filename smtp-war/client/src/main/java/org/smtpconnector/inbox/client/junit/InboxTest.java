package org.smtpconnector.inbox.client.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class or method with an inbox: a parameter of type {@link Inbox} gets it. All tests of a run share one inbox.
 *
 * <p>The inbox is the one at {@link #url}, or at {@code inbox.url}. Without either, the inbox in the folder {@code inbox.home} is
 * started: it has {@code payara-micro.jar}, {@code smtp-connector.rar} and {@code smtp-war.war}. Both keys are configuration
 * parameters of JUnit: system properties, or lines of {@code junit-platform.properties}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InboxExtension.class)
public @interface InboxTest {

    /** The address of an inbox that runs, such as {@code http://127.0.0.1:8080/}; empty for what the configuration says. */
    String url() default "";
}
