package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The start of the application that a bean belongs to. A message must not reach a bean before the application's start-up
 * singletons have returned (Jakarta Enterprise Beans, section 4.8.1). The one class that knows how servers differ in this:
 *
 * <ul>
 *   <li>Payara and GlassFish give endpoints before these singletons run, and deliver to them. Their registry of applications
 *       tells which modules have started: all that a module contains, its singletons and servlets too.
 *   <li>No other server is known to tell. Open Liberty activates endpoints when applications have started; WildFly holds each
 *       call of a bean until its singletons have returned, and lets it fail if one of them has failed. There the endpoint that
 *       the container gives is all there is to wait for.
 * </ul>
 *
 * <p>Keeps no reference to what it finds in the registry, and registers nothing with the server: an application that has gone
 * can be collected.
 */
final class ApplicationStart {

    private static final System.Logger LOG = System.getLogger(ApplicationStart.class.getName());

    private final ClassLoader beanLoader;

    /** The server's {@code ApplicationRegistry}; null if the server has none. */
    private final Object registry;

    /**
     * Creates the start of an application.
     *
     * @param beanLoader the class loader of one of its beans
     * @param registry the server's {@code org.glassfish.internal.data.ApplicationRegistry}; null if there is none
     */
    ApplicationStart(ClassLoader beanLoader, Object registry) {
        this.beanLoader = beanLoader;
        this.registry = registry;
    }

    /** Returns the start of the application whose bean the factory belongs to; never throws. */
    static ApplicationStart of(MessageEndpointFactory factory) {
        Object registry = registry(factory.getClass().getClassLoader());
        LOG.log(
                DEBUG,
                "{0} has started when {1}",
                factory.getActivationName(),
                registry == null
                        ? "the container gives an endpoint"
                        : "the modules of its application run, as "
                                + registry.getClass().getName() + " tells");
        return new ApplicationStart(factory.getEndpointClass().getClassLoader(), registry);
    }

    /** By reflection: the classes are the server's own, and on another server there are none. */
    private static Object registry(ClassLoader server) {
        try {
            Class<?> globals = Class.forName("org.glassfish.internal.api.Globals", false, server);
            // By the loader of the first one: on a server with OSGi the second is not visible to every bundle.
            Class<?> type =
                    Class.forName("org.glassfish.internal.data.ApplicationRegistry", false, globals.getClassLoader());
            return globals.getMethod("get", Class.class).invoke(null, type);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(DEBUG, "This server has no registry of applications that is known here: {0}", e.toString());
            return null;
        }
    }

    /**
     * Returns whether the application has started, as far as the server tells; true if it does not tell, so that an endpoint of
     * the bean is to be asked for next. False for ever if the start has failed; then the container deactivates the endpoint.
     *
     * <p>From any thread; never waits for the deployment, never throws.
     */
    boolean hasStarted() {
        if (registry == null) {
            return true;
        }
        try {
            for (Object application : applications()) {
                if (isOfBean(application) && !isRunning(application)) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(DEBUG, "The server''s registry of applications cannot be read", e);
            return true;
        }
    }

    private List<Object> applications() throws ReflectiveOperationException {
        List<Object> applications = new ArrayList<>();
        synchronized (registry) { // as those that change it do: another application may be deployed just now
            for (Object name : (Collection<?>) call(registry, "getAllApplicationNames")) {
                applications.add(
                        registry.getClass().getMethod("get", String.class).invoke(registry, name));
            }
        }
        return applications;
    }

    /** Whether the application, or one of its modules, sees the bean. The bean's class may be in the library of an EAR. */
    private boolean isOfBean(Object application) throws ReflectiveOperationException {
        if (sees((ClassLoader) call(application, "getAppClassLoader"))) {
            return true;
        }
        for (Object module : modules(application)) {
            if (sees((ClassLoader) call(module, "getModuleClassLoader"))) {
                return true;
            }
        }
        return false;
    }

    private boolean sees(ClassLoader loader) {
        for (ClassLoader seen = loader; seen != null; seen = seen.getParent()) {
            if (seen == beanLoader) {
                return true;
            }
        }
        return false;
    }

    /** The application's own state is none to go by: the server marks it as started before its modules. */
    private static boolean isRunning(Object application) throws ReflectiveOperationException {
        for (Object module : modules(application)) {
            if (!isModuleRunning(module)) {
                return false;
            }
        }
        return true;
    }

    /** Payara has a method for it, GlassFish only the field that this method reads. */
    private static boolean isModuleRunning(Object module) throws ReflectiveOperationException {
        try {
            return (boolean) call(module, "isRunning");
        } catch (NoSuchMethodException e) {
            Field started = field(module.getClass(), "started");
            started.setAccessible(true);
            return started.getBoolean(module);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + name);
    }

    private static List<?> modules(Object application) throws ReflectiveOperationException {
        return List.copyOf((Collection<?>) call(application, "getModuleInfos"));
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
