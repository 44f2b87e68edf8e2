package org.smtpconnector.inbox;

import static java.util.logging.Level.WARNING;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Logger;
import org.smtpconnector.inbox.bean.InboxBean;
import org.smtpconnector.inbox.bean.RecipientAliases;
import org.smtpconnector.inbox.rules.RuleBook;
import org.smtpconnector.inbox.rules.RulesChanged;
import org.smtpconnector.inbox.rules.Stage;

/** The choice of the bean's hooks: without a rule for it, a hook would cost a call and a transaction for each message, and do nothing. */
@ApplicationScoped
public class BeanHooks {

    private static final Logger LOGGER = Logger.getLogger(BeanHooks.class.getName());

    @Inject
    private Connector connector;

    @Inject
    private RuleBook rules;

    @Inject
    private RecipientAliases aliases;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        choose();
    }

    void changed(@Observes RulesChanged event) {
        choose();
    }

    private void choose() {
        try {
            connector.status().callHooks(InboxBean.class, hooks(rules.stages(), !aliases.isEmpty()));
        } catch (IllegalStateException e) {
            // The connector, or its status, is not there yet: then every hook is called.
            LOGGER.log(WARNING, "All hooks of the inbox are called: their number cannot be reduced", e);
        }
    }

    /** Returns the methods that have something to do. Authentication and content are always the bean's. */
    static Set<String> hooks(Set<Stage> stages, boolean rewrites) {
        Set<String> hooks = new HashSet<>();
        if (stages.contains(Stage.CONNECT)) {
            hooks.add("onConnect");
        }
        if (stages.contains(Stage.MAIL)) {
            hooks.add("onMailFrom");
        }
        if (stages.contains(Stage.RCPT) || rewrites) {
            hooks.add("onRcptTo");
        }
        if (stages.contains(Stage.DATA)) {
            hooks.add("onDataStart");
        }
        return hooks;
    }
}
