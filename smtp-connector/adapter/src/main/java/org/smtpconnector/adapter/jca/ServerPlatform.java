package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.UserTransaction;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The server that the adapter runs in, as far as servers differ. An instance is made when the adapter starts. No other class knows a
 * server by its name.
 */
final class ServerPlatform {

    /** A family of servers, known by the package of the BootstrapContext that it gives to adapters. */
    private enum Family {
        GLASSFISH(
                "GlassFish or Payara",
                "com.sun.enterprise.",
                "the identity of every user is taken",
                "MicroProfile Config is part of the server: see its log for the reason"),
        WILDFLY(
                "WildFly",
                "org.jboss.",
                "the identity of every user is taken with the security domain ApplicationDomain",
                "Add the extension org.wildfly.extension.microprofile.config-smallrye and the subsystem"
                        + " microprofile-config-smallrye"),
        LIBERTY(
                "Open Liberty",
                "com.ibm.ws.",
                "the identity of users of the server's own registry is taken",
                "Add the feature mpConfig to server.xml"),
        TOMEE(
                "TomEE",
                "org.apache.",
                "the identity of users is ignored",
                "Use TomEE plus or microprofile, and set tomee.mp.scan=all in conf/system.properties"),
        OTHER(
                "an unknown server",
                "",
                "the identity of the first user shows whether identities are taken",
                "Add MicroProfile Config");

        private final String title;
        private final String packagePrefix;
        private final String identities;
        private final String configuration;

        Family(String title, String packagePrefix, String identities, String configuration) {
            this.title = title;
            this.packagePrefix = packagePrefix;
            this.identities = identities;
            this.configuration = configuration;
        }

        static Family of(BootstrapContext context) {
            String name = context.getClass().getName();
            for (Family family : values()) {
                if (name.startsWith(family.packagePrefix)) {
                    return family;
                }
            }
            return OTHER;
        }
    }

    private static final System.Logger LOG = System.getLogger(ServerPlatform.class.getName());

    private static final String[] USER_TRANSACTIONS = {"java:comp/UserTransaction", "java:jboss/UserTransaction"};

    private final Family family;
    private final ClassLoader server;

    /** The server's list of applications; null on a server that has none, or none that is known here. */
    private final Object applications;

    private final String mailProvider;
    private final JakartaMail mail;
    private String transactions = "given to the adapter";

    private ServerPlatform(BootstrapContext context) throws ResourceAdapterInternalException {
        family = Family.of(context);
        server = context.getClass().getClassLoader();
        applications = switch (family) {
            case GLASSFISH -> GlassFishApplicationStart.registry(server);
            case TOMEE -> TomEeApplicationStart.assembler(server);
            default -> null;
        };
        // The server's own loader is the last: an adapter must see what its container promises without it.
        ClassLoader started = Thread.currentThread().getContextClassLoader();
        ClassLoader own = ServerPlatform.class.getClassLoader();
        JakartaMail parser = null;
        ClassLoader found = null;
        RuntimeException why = null;
        for (ClassLoader loader : distinct(own, started, server)) {
            try {
                parser = JakartaMail.by(loader);
                found = loader;
                break;
            } catch (RuntimeException e) {
                why = e; // an IllegalStateException: "Not provider of jakarta.mail.util.StreamProvider was found"
            } catch (LinkageError e) {
                throw new ResourceAdapterInternalException(
                        "This server has no Jakarta Mail, which a message is read with: add it to " + family.title, e);
            }
        }
        if (parser == null) {
            throw new ResourceAdapterInternalException(
                    "Jakarta Mail finds no provider on this server: add its implementation to " + family.title, why);
        }
        mail = parser;
        mailProvider = found == own ? "the adapter's" : found == started ? "the deployment's" : "the server's";
    }

    /**
     * Finds out what the server has.
     *
     * @param context not null, as given to {@code ResourceAdapter.start}, on the thread of that call
     * @throws ResourceAdapterInternalException if something is missing that the adapter cannot do without; the message says what to do
     */
    static ServerPlatform of(BootstrapContext context) throws ResourceAdapterInternalException {
        return new ServerPlatform(context);
    }

    /** Returns the loaders that are not null, each once, in their order. */
    private static Set<ClassLoader> distinct(ClassLoader... loaders) {
        Set<ClassLoader> distinct = new LinkedHashSet<>();
        for (ClassLoader loader : loaders) {
            if (loader != null) {
                distinct.add(loader);
            }
        }
        return distinct;
    }

    /** Returns the parser of headers and messages; not null, the same for every message. */
    JakartaMail mail() {
        return mail;
    }

    /**
     * Returns the object with which the transactions around the beans are begun and ended.
     *
     * @return not null; safe for use by several threads
     * @throws ResourceAdapterInternalException if the server has none
     */
    @SuppressWarnings("BanJNDI") // names of the platform's, never one from outside
    UserTransaction userTransaction() throws ResourceAdapterInternalException {
        NamingException why = null;
        for (String name : USER_TRANSACTIONS) {
            try {
                UserTransaction found = (UserTransaction) new InitialContext().lookup(name);
                transactions = name;
                return found;
            } catch (NamingException e) {
                why = e;
            }
        }
        if (family == Family.TOMEE) {
            try {
                UserTransaction found = tomeeTransaction(server);
                transactions = "TomEE's transaction manager";
                return found;
            } catch (ReflectiveOperationException | LinkageError e) {
                LOG.log(DEBUG, "TomEE's transaction manager cannot be had", e);
            }
        }
        throw new ResourceAdapterInternalException(
                "This server gives a resource adapter no java:comp/UserTransaction, and without it"
                        + " the outcome of a delivery cannot be known: enable Jakarta Transactions in " + family.title,
                why);
    }

    /** TomEE binds no name for adapters. Its own UserTransaction takes the transaction manager, which is found by reflection. */
    private static UserTransaction tomeeTransaction(ClassLoader server) throws ReflectiveOperationException {
        Class<?> manager = Class.forName("jakarta.transaction.TransactionManager", false, server);
        Object found = Class.forName("org.apache.openejb.OpenEJB", true, server)
                .getMethod("getTransactionManager")
                .invoke(null);
        return Class.forName("org.apache.openejb.core.CoreUserTransaction", true, server)
                .asSubclass(UserTransaction.class)
                .getConstructor(manager)
                .newInstance(Objects.requireNonNull(found, "OpenEJB has no transaction manager"));
    }

    /** Returns how to know that the application of a bean has started; not null. */
    ApplicationStart applicationStart(MessageEndpointFactory factory) {
        Class<?> bean = factory.getEndpointClass();
        if (applications == null) {
            return ApplicationStart.BY_ENDPOINT;
        }
        return family == Family.TOMEE
                ? new TomEeApplicationStart(bean.getName(), applications)
                : new GlassFishApplicationStart(bean.getClassLoader(), applications);
    }

    /** Returns the sentence about the identities of users on this server, for a warning; not null. */
    String adviceOnCallers() {
        return "On " + family.title + " " + family.identities;
    }

    /**
     * Returns whether rows can be lost that Jakarta Persistence wrote through {@code java:comp/DefaultDataSource}. This was found on
     * Payara; GlassFish has the same pool.
     */
    boolean losesRowsOfDefaultDataSource() {
        return family == Family.GLASSFISH;
    }

    /**
     * Returns the configuration of an application.
     *
     * @param application the class loader of the application; not null. Its properties file is not seen with another
     * @return not null
     * @throws ResourceAdapterInternalException if the server has no MicroProfile Config; the message says what to add
     */
    Config configuration(ClassLoader application) throws ResourceAdapterInternalException {
        try {
            return ConfigProvider.getConfig(application);
        } catch (LinkageError | IllegalStateException e) {
            // The API is absent, or it is there without an implementation.
            throw new ResourceAdapterInternalException(
                    "The SMTP connector reads its settings from MicroProfile Config, which this server does not have. "
                            + family.configuration,
                    e);
        }
    }

    /** Returns one line for the log: the server, and what was found there. */
    @Override
    public String toString() {
        return family.title + " (transactions: " + transactions + "; Jakarta Mail's provider: by " + mailProvider
                + " class loader; an application has started when "
                + (applications == null ? "the server gives an endpoint" : "the server lists it as started")
                + "; " + family.identities + ")";
    }
}
