package org.smtpconnector.it.conformance.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.smtpconnector.api.SmtpStatus;

/** Shows the list, and the status of the adapter's listeners. */
@WebServlet("/smoke/*")
public class SmokeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient SmokeList list;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(request.getPathInfo().equals("/status") ? status() : list.subjects());
    }

    @SuppressWarnings("BanJNDI") // the name is the test's own
    private static String status() {
        try {
            SmtpStatus status = InitialContext.doLookup(System.getProperty("smtpconnector.test.status"));
            return status.listeners().toString();
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }
}
