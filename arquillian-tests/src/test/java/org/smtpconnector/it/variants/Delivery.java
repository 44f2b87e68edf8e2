package org.smtpconnector.it.variants;

/** What the beans that are measured implement. */
public interface Delivery {

    /** Takes it. */
    void deliver(String subject);
}
