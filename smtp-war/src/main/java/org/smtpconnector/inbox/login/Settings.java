package org.smtpconnector.inbox.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import org.smtpconnector.inbox.settings.InboxSettings;

/** Gives the application its settings; if they are wrong, it does not start. */
@ApplicationScoped
public class Settings {

    private final InboxSettings settings = InboxSettings.read();

    /** For injection. */
    @Produces
    @Dependent
    public InboxSettings settings() {
        return settings;
    }

    /** Before the first request. */
    void started(@Observes @Initialized(ApplicationScoped.class) Object event) {
        switch (settings.login()) {
            case NONE -> OpenInbox.warnAll();
            case LOCAL -> OpenInbox.tellLocal();
            case REQUIRED -> {
                // As it is expected.
            }
        }
    }
}
