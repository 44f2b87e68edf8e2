package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.smtpconnector.adapter.config.LogSafe;
import org.smtpconnector.adapter.config.SmtpConfiguration;

/**
 * The properties that a message-driven bean gives of itself in {@code activationConfig}. Everything about sockets and limits is
 * configuration ({@code smtp.listener.<name>.*}) instead.
 */
public class SmtpActivationSpec implements ActivationSpec {

    private static final int DEFAULT_PRIORITY = 1000;

    private ResourceAdapter resourceAdapter;
    private String listeners;
    private String recipients = "*";
    private int priority = DEFAULT_PRIORITY;
    private int maxConcurrency;

    /** Everything at its default. */
    public SmtpActivationSpec() {
        // for the container
    }

    /**
     * The listeners whose mail the bean gets.
     *
     * @return names separated by commas; null if nothing was set: then those of {@code smtp.listeners}, or {@code default}
     */
    public String getListeners() {
        return listeners;
    }

    /**
     * Sets the listeners whose mail the bean gets.
     *
     * @param listeners names as in {@code smtp.listener.<name>}, separated by commas: lower-case letters, digits and
     *     {@code -}; if {@code smtp.listeners} is configured, some of those
     */
    public void setListeners(String listeners) {
        this.listeners = listeners;
    }

    /**
     * The recipients whose mail the bean gets.
     *
     * @return patterns separated by commas; {@code *} if nothing was set
     */
    public String getRecipients() {
        return recipients;
    }

    /**
     * Sets the recipients whose mail the bean gets. A recipient that no bean of the listener wants is refused at RCPT with 550, and
     * {@code onRcptTo} is not called for it. The patterns are compared with the address of the client, before {@code onRcptTo} changes it.
     *
     * @param recipients patterns such as {@code support@*}, {@code *@example.org} or {@code user+*@example.org}, separated by
     *     commas, in which {@code *} stands for any text; {@code *} alone is every recipient, {@code postmaster} is the recipient without a
     *     domain; upper and lower case are the same
     */
    public void setRecipients(String recipients) {
        this.recipients = recipients;
    }

    /**
     * Returns the order of the bean among the beans of a listener.
     *
     * @return 1000 if nothing was set
     */
    public Integer getPriority() {
        return priority;
    }

    /**
     * Sets the order of the beans of a listener. The bean with the lowest number is called first, each bean sees the result of the former ones,
     * and the first refusal wins.
     *
     * @param priority any number
     */
    public void setPriority(Integer priority) {
        this.priority = priority;
    }

    /**
     * Returns the number of calls of the bean that may run at once.
     *
     * @return 0 if nothing was set: as many as the listener's {@code max-processings} and the container's pool allow
     */
    public Integer getMaxConcurrency() {
        return maxConcurrency;
    }

    /**
     * Sets the maximum number of calls of the bean at the same time, hooks and messages of all its listeners together. Further calls wait, at
     * most for {@code timeout.processing}.
     *
     * @param maxConcurrency 1 or more; 0 for no limit of the bean
     */
    public void setMaxConcurrency(Integer maxConcurrency) {
        this.maxConcurrency = maxConcurrency;
    }

    List<RecipientPattern> recipientPatterns() {
        return list(recipients).stream().map(RecipientPattern::parse).toList();
    }

    /** Empty if the bean names none. */
    List<String> listenerNames() {
        return listeners == null ? List.of() : list(listeners);
    }

    private static List<String> list(String text) {
        return text == null
                ? List.of("")
                : Arrays.stream(text.split(",", -1)).map(String::trim).toList();
    }

    /**
     * Checks everything, and reports all that is wrong at once.
     *
     * @throws InvalidPropertyException naming each property, its value and what was expected
     */
    @Override
    public void validate() throws InvalidPropertyException {
        List<String> mistakes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : listenerNames()) {
            if (!SmtpConfiguration.isListenerName(name)) {
                mistakes.add("listeners has \"" + LogSafe.escape(name)
                        + "\": expected names of lower-case letters, digits and -, separated by commas");
            } else if (!seen.add(name)) {
                mistakes.add("listeners names \"" + name + "\" twice: expected each name once");
            }
        }
        Set<PropertyDescriptor> wrong = new LinkedHashSet<>();
        if (!mistakes.isEmpty()) {
            wrong.add(descriptor("listeners"));
        }
        for (String pattern : list(recipients)) {
            if (RecipientPattern.parse(pattern) == null) {
                mistakes.add(
                        "recipients has \"" + LogSafe.escape(pattern)
                                + "\": expected *, postmaster, or patterns such as support@* and *@example.org, separated by commas");
                wrong.add(descriptor("recipients"));
            }
        }
        if (maxConcurrency < 0) {
            mistakes.add("maxConcurrency is " + maxConcurrency + ": expected 1 or more, or 0 for no bound");
            wrong.add(descriptor("maxConcurrency"));
        }
        if (!mistakes.isEmpty()) {
            InvalidPropertyException e = invalid(mistakes);
            e.setInvalidPropertyDescriptors(wrong.toArray(PropertyDescriptor[]::new));
            throw e;
        }
    }

    static InvalidPropertyException invalid(List<String> mistakes) {
        return new InvalidPropertyException("The activationConfig of the bean is wrong in " + mistakes.size()
                + (mistakes.size() == 1 ? " place: " : " places: ") + String.join("; ", mistakes));
    }

    private static PropertyDescriptor descriptor(String property) {
        try {
            return new PropertyDescriptor(property, SmtpActivationSpec.class);
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e); // no such property of this class: an error in this class
        }
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) {
        this.resourceAdapter = resourceAdapter;
    }
}
