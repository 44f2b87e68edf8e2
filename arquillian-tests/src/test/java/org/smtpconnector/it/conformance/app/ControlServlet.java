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

/** The test's way into the application. */
@WebServlet(urlPatterns = "/control/*", loadOnStartup = 1)
public class ControlServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Mails mails;

    @Override
    public void init() {
        mails.createTable();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(answer(request));
    }

    private Object answer(HttpServletRequest request) {
        return switch (request.getPathInfo()) {
            case "/close" -> gate(true);
            case "/open" -> gate(false);
            case "/waiting" -> Gate.waiting();
            case "/most" -> Gate.most();
            case "/h2" -> mails.countInH2(request.getParameter("subject"));
            case "/status" -> status();
            case "/start-up" -> StartUp.heard();
            default -> throw new IllegalArgumentException(request.getPathInfo());
        };
    }

    private static boolean gate(boolean close) {
        Gate.setClosed(close);
        return close;
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
