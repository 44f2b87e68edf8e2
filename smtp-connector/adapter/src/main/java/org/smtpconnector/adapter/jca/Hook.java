package org.smtpconnector.adapter.jca;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.smtpconnector.api.SmtpMessageListener;

/** The methods of {@link SmtpMessageListener}, all of which but {@link #MESSAGE} a bean may leave out. */
enum Hook {
    CONNECT("onConnect"),
    DISCONNECT("onDisconnect"),
    HELO("onHelo"),
    AUTHENTICATE("onAuthenticate"),
    MAIL_FROM("onMailFrom"),
    RCPT_TO("onRcptTo"),
    DATA_START("onDataStart"),
    HEADERS("onHeaders"),
    DATA("onData"),
    MESSAGE("onMessage"),
    UNKNOWN_COMMAND("onUnknownCommand");

    private final String methodName;

    Hook(String methodName) {
        this.methodName = methodName;
    }

    /** Returns the name of the method in the interface. */
    String methodName() {
        return methodName;
    }

    /**
     * Returns the hook of a method.
     *
     * @throws IllegalArgumentException if the interface has no such method
     */
    static Hook named(String methodName) {
        return Arrays.stream(values())
                .filter(hook -> hook.methodName.equals(methodName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + methodName + "\" is no method of "
                        + SmtpMessageListener.class.getName() + "; expected one of "
                        + Arrays.stream(values()).map(Hook::methodName).toList()));
    }

    /** Returns the hooks that a bean's class overrides: only they are worth a call. */
    static Set<Hook> overriddenBy(Class<?> beanClass) {
        Set<Hook> overridden = EnumSet.noneOf(Hook.class);
        for (Hook hook : values()) {
            if (hook.isOverriddenBy(beanClass)) {
                overridden.add(hook);
            }
        }
        return overridden;
    }

    private boolean isOverriddenBy(Class<?> beanClass) {
        Method method = Arrays.stream(SmtpMessageListener.class.getMethods())
                .filter(candidate -> candidate.getName().equals(methodName))
                .findFirst()
                .orElseThrow();
        try {
            return beanClass.getMethod(methodName, method.getParameterTypes()).getDeclaringClass()
                    != SmtpMessageListener.class;
        } catch (NoSuchMethodException e) {
            // A descriptor can make a bean of a class that does not name the interface: then it has no default either.
            return false;
        }
    }
}
