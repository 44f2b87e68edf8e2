package org.smtpconnector.inbox.search;

/** A search is not in the language; says which word, and what would have been. */
public class SearchMistakeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private final String value;
    private final String expected;

    SearchMistakeException(String operator, String value, String expected) {
        super(operator + value + ": expected " + expected);
        this.operator = operator;
        this.value = value;
        this.expected = expected;
    }

    /** The operator with its colon, or a quote that does not end. */
    public String operator() {
        return operator;
    }

    /** Returns the text behind the keyword. */
    public String value() {
        return value;
    }

    /** Returns the text that was expected. */
    public String expected() {
        return expected;
    }
}
