package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The start of an application on Payara or GlassFish. The server's registry of applications tells whether each module runs, with its
 * singletons and its servlets.
 */
final class GlassFishApplicationStart implements ApplicationStart {

    private static final System.Logger LOG = System.getLogger(GlassFishApplicationStart.class.getName());

    private final ClassLoader beanLoader;

    /** The server's {@code org.glassfish.internal.data.ApplicationRegistry}. */
    private final Object registry;

    /**
     * Creates the start of an application.
     *
     * @param beanLoader the class loader of one of its beans
     * @param registry as {@link #registry} returns it
     */
    GlassFishApplicationStart(ClassLoader beanLoader, Object registry) {
        this.beanLoader = beanLoader;
        this.registry = registry;
    }

    /**
     * Returns the registry of Payara or GlassFish, by reflection since no other server has its class.
     *
     * @param server the class loader of a class of the server's
     * @return null if there is none
     */
    static Object registry(ClassLoader server) {
        try {
            Class<?> globals = Class.forName("org.glassfish.internal.api.Globals", false, server);
            // By the loader of the first class: with OSGi, the bundle of the given loader need not see the second.
            Class<?> type =
                    Class.forName("org.glassfish.internal.data.ApplicationRegistry", false, globals.getClassLoader());
            return globals.getMethod("get", Class.class).invoke(null, type);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(DEBUG, "This server has no registry of applications that is known here: {0}", e.toString());
            return null;
        }
    }

    @Override
    public boolean hasStarted() {
        try {
            for (Object application : applications()) {
                if (isOfBean(application) && !isRunning(application)) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(DEBUG, "The server's registry of applications cannot be read", e);
            return true;
        }
    }

    private List<Object> applications() throws ReflectiveOperationException {
        List<Object> applications = new ArrayList<>();
        synchronized (registry) { // the registry is changed under this lock when another application is deployed
            for (Object name : (Collection<?>) call(registry, "getAllApplicationNames")) {
                applications.add(
                        registry.getClass().getMethod("get", String.class).invoke(registry, name));
            }
        }
        return applications;
    }

    /** Returns whether the application or one of its modules sees the bean, whose class may be in a library of an EAR. */
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

    /** Returns whether all modules run. The server marks the application itself as started before it starts the modules. */
    private static boolean isRunning(Object application) throws ReflectiveOperationException {
        for (Object module : modules(application)) {
            if (!isModuleRunning(module)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the state of a module: on Payara by its method, on GlassFish by the field that this method returns. */
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
