package org.smtpconnector.it.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jboss.arquillian.test.spi.context.ClassContext;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;

/**
 * Gives every test class the deployment of {@link SharedDeployment}. For this container a deployment is a server process (deploy starts
 * it, undeploy kills it), so the first class starts the server and the end of the suite stops it.
 *
 * <p>The classes get the very same scenario object, because Arquillian keeps the addresses of a deployment by its identity.
 */
public class OneServer {

    /** The server adds the ".0" to the name that it is given. */
    private static final Path LOG = Path.of(System.getProperty("test.server.dir"), "server.log.0");

    @Inject
    @ClassScoped
    private InstanceProducer<DeploymentScenario> scenarioOfClass;

    @Inject
    private Event<GenerateDeployment> generate;

    @Inject
    private Event<UnDeployManagedDeployments> undeploy;

    @Inject
    private Instance<ClassContext> classContext;

    private DeploymentScenario shared;
    private boolean deployed;
    private boolean atEnd;
    private String failure;

    void generate(@Observes EventContext<GenerateDeployment> context) {
        if (context.getEvent().getTestClass().getJavaClass() == SharedDeployment.class) {
            context.proceed();
        } else if (shared == null) {
            generate.fire(new GenerateDeployment(new TestClass(SharedDeployment.class)));
            shared = scenarioOfClass.get();
        } else {
            scenarioOfClass.set(shared);
        }
    }

    void deploy(@Observes EventContext<DeployManagedDeployments> context) throws IOException {
        if (!deployed) {
            deployed = true;
            // The server appends; only what this run says may be quoted below.
            Files.deleteIfExists(LOG);
            context.proceed();
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * The adapter takes a server that says "ready" for a success, even when the deployment failed; every test would then fail with
     * "Could not determine ContextRoot". An application that was deployed has at least Arquillian's own servlet.
     */
    void deployed(@Observes ProtocolMetaData metaData) throws IOException {
        boolean servlets = metaData.getContexts(HTTPContext.class).stream()
                .anyMatch(http -> !http.getServlets().isEmpty());
        if (!servlets) {
            String causes = Files.readAllLines(LOG).stream()
                    .filter(line -> line.startsWith("Caused by: ") || line.contains("[SEVERE]"))
                    .distinct()
                    .collect(Collectors.joining("\n"));
            failure = "The server started, but the deployment failed. Its log is " + LOG + ", in short:\n" + causes;
        }
    }

    void undeploy(@Observes EventContext<UnDeployManagedDeployments> context) {
        if (atEnd) {
            context.proceed();
        }
    }

    void end(@Observes EventContext<AfterSuite> context) throws Exception {
        if (deployed) {
            atEnd = true;
            List<ProcessHandle> servers = ProcessHandle.current().children().toList();
            classContext.get().activate(SharedDeployment.class);
            try {
                scenarioOfClass.set(shared);
                undeploy.fire(new UnDeployManagedDeployments());
            } finally {
                classContext.get().deactivate();
            }
            // Arquillian's adapter signals the server and leaves; wait, so that the build leaves nothing behind.
            for (ProcessHandle server : servers) {
                server.onExit().get(60, TimeUnit.SECONDS);
            }
        }
        context.proceed();
    }
}
