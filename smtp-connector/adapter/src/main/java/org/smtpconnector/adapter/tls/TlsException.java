package org.smtpconnector.adapter.tls;

import java.util.List;

/** Certificates and keys do not make what TLS needs. Tells everything that is wrong. */
public final class TlsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** What of {@link TlsFiles} is wrong. */
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

    /** All that is wrong, at least one; unmodifiable. */
    public List<Problem> problems() {
        return problems;
    }
}
