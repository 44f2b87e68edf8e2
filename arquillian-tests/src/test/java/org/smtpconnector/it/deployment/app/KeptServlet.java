package org.smtpconnector.it.deployment.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.smtpconnector.it.deployment.store.KeptMails;

/** Lists the subjects of all messages, a line each. */
@WebServlet("/kept")
public class KeptServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @SuppressWarnings("serial") // a proxy, in a servlet that is never serialized
    KeptMails mails;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(String.join("\n", mails.subjects()));
    }
}
