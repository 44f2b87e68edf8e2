package org.smtpconnector.adapter.tls;

import java.util.List;

/** Thrown if TLS cannot use the certificates and keys. It names every problem. */
public final class TlsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** The part of {@link TlsFiles} that is wrong. */
    public enum Part {
        CERTIFICATES,
        PRIVATE_KEYS,
        PRIVATE_KEY_PASSWORD,
        KEY_STORE,
        KEY_STORE_PASSWORD,
        TRUSTED
    }

    /**
     * One thing that is wrong.
     *
     * @param part where to look
     * @param expectation completes "expected ..."
     */
    public record Problem(Part part, String expectation) {}

    /**
     * With all problems.
     *
     * @param problems at least one
     */
    TlsException(List<Problem> problems) {
        super(String.join(
                "; ",
                problems.stream()
                        .map(problem -> "expected " + problem.expectation())
                        .toList()));
        this.problems = List.copyOf(problems);
    }

    /** Returns every problem, at least one; unmodifiable. */
    public List<Problem> problems() {
        return problems;
    }
}
