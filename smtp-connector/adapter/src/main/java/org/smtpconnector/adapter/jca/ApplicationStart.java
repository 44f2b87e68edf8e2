package org.smtpconnector.adapter.jca;

/**
 * The start of the application that a bean belongs to. A message must not reach a bean before the application's start-up
 * singletons have returned (Jakarta Enterprise Beans, section 4.8.1). Servers differ:
 *
 * <ul>
 *   <li>Payara, GlassFish and TomEE give endpoints before the singletons run, and deliver to them. The server has a list of
 *       applications, which is read by reflection.
 *   <li>Open Liberty ({@code EJBApplicationMetaData}) and WildFly ({@code StartupAwaitInterceptor}) hold each call of a bean
 *       until the singletons have returned, so an endpoint is enough.
 *   <li>Of any other server nothing is known, and an endpoint has to be enough.
 * </ul>
 *
 * <p>An instance keeps no reference to what it finds in the server's list, and registers nothing with the server, so that the
 * classes of an application that has gone can be collected.
 */
interface ApplicationStart {

    /** The start of an application on a server that does not tell of it: an endpoint has to be enough. */
    ApplicationStart BY_ENDPOINT = () -> true;

    /**
     * Returns whether the application has started. If the server does not tell, the result is true, and the caller goes by the
     * endpoint that the container gives or refuses. If the start fails, the result stays false until the container deactivates
     * the endpoint.
     *
     * <p>The method may be called from any thread. It neither waits for the deployment nor throws.
     */
    boolean hasStarted();
}
