package org.smtpconnector.adapter.jca;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.DomainCombiner;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;

/**
 * Lets a container create threads that do not keep the adapter in memory. Before Java 24 a new thread remembers the protection domains,
 * and so the class loaders, of all classes that are on the stack when it is created, and pools of some servers never end a thread: each
 * undeployed adapter that had made the pool grow stayed there.
 */
final class ThreadOrigin {

    private static final boolean REMEMBERED = Runtime.version().feature() < 24;

    private ThreadOrigin() {}

    /** Runs an action. Threads that the action creates do not remember the classes that are on the stack. */
    static void hide(Runnable action) {
        if (REMEMBERED) {
            NoDomains.run(action);
        } else {
            action.run();
        }
    }

    /** A class of its own, since Java will remove what it uses. */
    @SuppressWarnings("removal")
    private static final class NoDomains {

        private static final AccessControlContext CONTEXT =
                new AccessControlContext(new AccessControlContext(new ProtectionDomain[0]), combiner());

        static void run(Runnable action) {
            AccessController.doPrivileged(
                    (PrivilegedAction<Void>) () -> {
                        action.run();
                        return null;
                    },
                    CONTEXT);
        }

        /** Returns a combiner that combines all domains to none. It consists of classes of the JDK only: the threads keep it. */
        private static DomainCombiner combiner() {
            MethodHandle none = MethodHandles.dropArguments(
                    MethodHandles.constant(ProtectionDomain[].class, null),
                    0,
                    ProtectionDomain[].class,
                    ProtectionDomain[].class);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(null); // the class of the combiner would get this loader
            try {
                return MethodHandleProxies.asInterfaceInstance(DomainCombiner.class, none);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }
}
