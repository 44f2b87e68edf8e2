package org.smtpconnector.inbox.rules;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/** A rule of this server, and how often it was hit since the server was started or the rule was changed. Safe for use by several threads. */
public final class ActiveRule {

    private static final int EVERY = 100;

    private final Long id;
    private final Rule rule;
    private final AtomicLong hits;
    private volatile Instant lastHit;

    private ActiveRule(Long id, Rule rule, AtomicLong hits, Instant lastHit) {
        this.id = id;
        this.rule = rule;
        this.hits = hits;
        this.lastHit = lastHit;
    }

    static ActiveRule configured(Rule rule) {
        return new ActiveRule(null, rule, new AtomicLong(), null);
    }

    /**
     * Makes a rule of the database.
     *
     * @param former the same rule as it was; null if it is new. A rule that stays as it is, or is only switched off, keeps its count
     */
    static ActiveRule stored(long id, Rule rule, ActiveRule former) {
        boolean counts = former != null
                && (former.rule.equals(rule) || (!rule.enabled() && former.rule.equals(rule.withEnabled(true))));
        return counts
                ? new ActiveRule(id, rule, former.hits, former.lastHit)
                : new ActiveRule(id, rule, new AtomicLong(), null);
    }

    /** Returns the id in the database; empty if the rule is that of the configuration. */
    public OptionalLong id() {
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    public Rule rule() {
        return rule;
    }

    public long hits() {
        return hits.get();
    }

    /** Null if it was never hit. */
    public Instant lastHit() {
        return lastHit;
    }

    /**
     * Decides whether something that fits is hit, and counts it.
     *
     * @param chance gives a number below its argument
     */
    boolean hits(IntUnaryOperator chance) {
        if (rule.percent() < EVERY && chance.applyAsInt(EVERY) >= rule.percent()) {
            return false;
        }
        long bound = rule.times() == 0 ? Long.MAX_VALUE : rule.times();
        if (hits.getAndUpdate(count -> count < bound ? count + 1 : count) >= bound) {
            return false;
        }
        lastHit = Instant.now();
        return true;
    }
}
