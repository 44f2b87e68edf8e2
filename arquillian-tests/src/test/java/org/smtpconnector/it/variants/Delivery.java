package org.smtpconnector.it.variants;

/** The interface of the beans that are measured. */
public interface Delivery {

    /** Takes it. */
    void deliver(String subject);
}
