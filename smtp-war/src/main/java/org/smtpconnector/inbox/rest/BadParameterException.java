package org.smtpconnector.inbox.rest;

/** A parameter of the request is bad; the {@link #problem()} has its name, its value and what was expected. */
public class BadParameterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int MAX_VALUE = 100;

    private final transient Problem problem;

    BadParameterException(String parameter, String value, String expected) {
        String name = cut(parameter);
        problem = new Problem(
                "Bad Request",
                BAD_REQUEST,
                "The parameter \"" + name + "\" is not as expected.",
                name,
                cut(value),
                expected);
    }

    /** Of a parameter whose value has a mistake in a part of it. */
    BadParameterException(String parameter, String part, String value, String expected) {
        problem = new Problem(
                "Bad Request",
                BAD_REQUEST,
                "The parameter \"" + parameter + "\" is not as expected.",
                cut(part),
                cut(value),
                expected);
    }

    Problem problem() {
        return problem;
    }

    private static String cut(String text) {
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
    }
}
