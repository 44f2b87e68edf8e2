package org.smtpconnector.it.control;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.File;

/** Deploys and undeploys from within the server: Arquillian's Deployer would start a second one. */
@Path("archives/{name}")
public class Archives {

    private final PayaraMicroRuntime runtime = PayaraMicro.getInstance().getRuntime();

    /** Whether the archive is deployed afterwards. */
    @PUT
    public boolean deploy(@PathParam("name") String name, @QueryParam("file") String file) {
        runtime.deploy(name, name, new File(file)); // says true also if it failed
        return runtime.getDeployedApplicationNames().contains(name);
    }

    @DELETE
    public void undeploy(@PathParam("name") String name) {
        runtime.undeploy(name);
    }
}
