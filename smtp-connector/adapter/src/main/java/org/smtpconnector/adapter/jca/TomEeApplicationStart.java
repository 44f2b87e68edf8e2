package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Collection;

/** The start of an application on TomEE, which lists an application when all of its beans have started, the singletons included. */
final class TomEeApplicationStart implements ApplicationStart {

    private static final System.Logger LOG = System.getLogger(TomEeApplicationStart.class.getName());

    private final String beanClass;

    /** The server's {@code org.apache.openejb.assembler.classic.Assembler}. */
    private final Object assembler;

    /**
     * Creates the start of an application.
     *
     * @param beanClass the name of the class of one of its beans
     * @param assembler as {@link #assembler} returns it
     */
    TomEeApplicationStart(String beanClass, Object assembler) {
        this.beanClass = beanClass;
        this.assembler = assembler;
    }

    /**
     * Returns the object that has the list of applications, by reflection since no other server has its class.
     *
     * @param server the class loader of the server
     * @return null if there is none
     */
    static Object assembler(ClassLoader server) {
        try {
            Object system = Class.forName("org.apache.openejb.loader.SystemInstance", true, server)
                    .getMethod("get")
                    .invoke(null);
            Class<?> type = Class.forName("org.apache.openejb.assembler.classic.Assembler", false, server);
            return system.getClass().getMethod("getComponent", Class.class).invoke(system, type);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(DEBUG, "This server has no list of applications that is known here: {0}", e.toString());
            return null;
        }
    }

    @Override
    public boolean hasStarted() {
        try {
            for (Object application : collection(
                    assembler.getClass().getMethod("getDeployedApplications").invoke(assembler))) {
                for (Object module : collection(field(application, "ejbJars"))) {
                    for (Object bean : collection(field(module, "enterpriseBeans"))) {
                        if (beanClass.equals(field(bean, "ejbClass"))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(DEBUG, "The server's list of applications cannot be read", e);
            return true;
        }
    }

    private static Collection<?> collection(Object value) {
        return (Collection<?>) value;
    }

    private static Object field(Object target, String name) throws ReflectiveOperationException {
        return target.getClass().getField(name).get(target);
    }
}
