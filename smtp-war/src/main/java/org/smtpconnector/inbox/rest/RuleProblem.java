package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.smtpconnector.inbox.rules.RuleMistake;

/**
 * The problem of a rule that cannot be used, with all its mistakes (RFC 9457).
 *
 * @param title the same for every problem of its kind
 * @param status the HTTP status
 * @param detail about this occurrence
 * @param mistakes at least one
 */
@JsonbPropertyOrder({"title", "status", "detail", "mistakes"})
public record RuleProblem(String title, int status, String detail, List<Mistake> mistakes) {

    private static final int MAX_VALUE = 100;

    /**
     * A mistake.
     *
     * @param key the member
     * @param value as it was given; empty if it was not
     * @param expected in words
     */
    @JsonbPropertyOrder({"key", "value", "expected"})
    public record Mistake(String key, String value, String expected) {

        static Mistake of(RuleMistake mistake) {
            return new Mistake(cut(mistake.key()), cut(mistake.value()), mistake.expected());
        }
    }

    static Response response(List<RuleMistake> mistakes) {
        RuleProblem problem = new RuleProblem(
                Response.Status.BAD_REQUEST.getReasonPhrase(),
                Response.Status.BAD_REQUEST.getStatusCode(),
                "The rule is not as expected.",
                mistakes.stream().map(Mistake::of).toList());
        return Response.status(problem.status())
                .type(Problem.TYPE)
                .entity(problem)
                .build();
    }

    private static String cut(String text) {
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
    }
}
