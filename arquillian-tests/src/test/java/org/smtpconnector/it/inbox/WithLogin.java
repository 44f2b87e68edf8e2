package org.smtpconnector.it.inbox;

/** Arguments of a server that wants a login for its inbox, and lets clients use TLS and AUTH. Its user is in its database. */
public final class WithLogin {

    public static final String HEAP = "-Xmx512m";
    public static final String LOGIN = "-Dinbox.login=required";
    public static final String USER = "alice";

    /** With what Basic authentication has between user and password. */
    public static final String PASSWORD = "wonder:land";

    public static final String USER_NAME = "-Dinbox.user.name=" + USER;
    public static final String USER_PASSWORD = "-Dinbox.user.password=" + PASSWORD;

    /** The second listener gives its beans a second. */
    public static final String LISTENERS = "-Dsmtp.listeners=default,hasty";

    public static final String PORT = "-Dsmtp.listener.hasty.port=0";
    public static final String TIMEOUT = "-Dsmtp.listener.hasty.timeout.processing=PT1S";
    public static final String SIZE = "-Dsmtp.listener.hasty.max-message-size=1G";

    /** With a certificate that the adapter makes itself. */
    public static final String TLS = "-Dsmtp.listener.default.tls.mode=optional";

    public static final String AUTH = "-Dsmtp.listener.default.auth.mode=optional";

    private WithLogin() {}
}
