package org.smtpconnector.inbox.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/**
 * The rules in force: those of the configuration, then those of the database by their ids. Each that fits delays; the first that refuses or drops
 * is the last one that is looked at. Safe for use by several threads.
 */
@ApplicationScoped
public class RuleBook {

    /** The client does not hear it; what a bean did is rolled back. */
    private static final SmtpReply DROPPED = SmtpReply.of(451, "4.4.2", "A rule closes the connection");

    private final RuleHits hits;
    private final Event<RulesChanged> changed;
    private final List<ActiveRule> configured;
    private final IntUnaryOperator chance;
    private Map<Long, Rule> known = Map.of();
    private volatile List<ActiveRule> rules;

    /** For the proxy of the container. */
    protected RuleBook() {
        this.hits = null;
        this.changed = null;
        this.configured = List.of();
        this.chance = null;
    }

    /** Reads the configuration with the class loader of the application; if it is wrong, the application does not start. */
    @Inject
    RuleBook(RuleHits hits, Event<RulesChanged> changed) {
        this(
                ConfigProvider.getConfig(RuleBook.class.getClassLoader()),
                hits,
                changed,
                bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * Reads the configuration.
     *
     * @param chance gives a number below its argument
     * @throws IllegalArgumentException naming every value that is wrong
     */
    public RuleBook(Config config, RuleHits hits, Event<RulesChanged> changed, IntUnaryOperator chance) {
        this.hits = hits;
        this.changed = changed;
        this.chance = chance;
        this.configured = ConfiguredRules.read(config).stream()
                .map(ActiveRule::configured)
                .toList();
        this.rules = configured;
    }

    /** Has the container make this when the application starts, and not for the first message: mistakes are to be heard then. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // All is done in the constructor.
    }

    /** Returns all rules, in the order in which they are looked at. */
    public List<ActiveRule> rules() {
        return rules;
    }

    /** Returns the stages at which a rule is in force. */
    public Set<Stage> stages() {
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        rules.stream()
                .map(ActiveRule::rule)
                .filter(Rule::enabled)
                .map(Rule::stage)
                .forEach(stages::add);
        return stages;
    }

    /**
     * Reads the rules of the database, one read at a time, so that an older one does not win.
     *
     * @param read reads them as {@link #replaceStored} takes them
     */
    public void refresh(Supplier<Map<Long, Rule>> read) {
        synchronized (this) {
            replaceStored(read.get());
        }
    }

    /**
     * Takes the rules of the database in place of those that it had before.
     *
     * @param stored by their ids, in the order in which they are looked at
     */
    public void replaceStored(Map<Long, Rule> stored) {
        synchronized (this) {
            if (stored.equals(known)) {
                return;
            }
            known = Map.copyOf(stored);
            Map<Long, ActiveRule> former = rules.stream()
                    .filter(rule -> rule.id().isPresent())
                    .collect(Collectors.toMap(rule -> rule.id().getAsLong(), rule -> rule));
            List<ActiveRule> all = new ArrayList<>(configured);
            stored.forEach((id, rule) -> all.add(ActiveRule.stored(id, rule, former.get(id))));
            rules = List.copyOf(all);
        }
        changed.fire(new RulesChanged());
    }

    /**
     * Applies the rules that fit: to be called by a bean while it is called.
     *
     * @param transaction null before MAIL
     * @throws SmtpRejectedException if a rule refuses, or drops the connection
     */
    public void apply(SmtpSession session, SmtpTransaction transaction, Attempt attempt) throws SmtpRejectedException {
        for (ActiveRule active : rules) {
            Rule rule = active.rule();
            if (!rule.fits(attempt) || !active.hits(chance)) {
                continue;
            }
            hits.add(transaction == null ? session.id() : transaction.id(), rule.name());
            if (!rule.delay().isZero()) {
                session.delayReply(rule.delay());
            }
            if (rule.drop()) {
                session.dropConnection();
            }
            if (!rule.isDelayOnly()) {
                throw new SmtpRejectedException(rule.drop() ? DROPPED : rule.reply());
            }
        }
    }
}
