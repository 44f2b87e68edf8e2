package org.smtpconnector.it.conformance.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The subjects of the messages that have come. */
@ApplicationScoped
public class SmokeList {

    private final List<String> subjects = new CopyOnWriteArrayList<>();

    void add(String subject) {
        subjects.add(subject);
    }

    List<String> subjects() {
        return subjects;
    }
}
