package org.smtpconnector.it.app;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.File;

/** A second application, deployed and undeployed from the test client: Arquillian's Deployer would start a second server. */
@Path("server/{application}")
@RequestScoped
public class Server {

    private final PayaraMicroRuntime runtime = PayaraMicro.getInstance().getRuntime();

    @GET
    public boolean isDeployed(@PathParam("application") String application) {
        return runtime.getDeployedApplicationNames().contains(application);
    }

    @PUT
    public boolean deploy(@PathParam("application") String application, @QueryParam("file") String file) {
        return runtime.deploy(application, application, new File(file));
    }

    @DELETE
    public void undeploy(@PathParam("application") String application) {
        runtime.undeploy(application);
    }
}
