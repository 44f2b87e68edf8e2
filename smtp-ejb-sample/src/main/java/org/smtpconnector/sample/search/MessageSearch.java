package org.smtpconnector.sample.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What messages to find. Immutable. */
public final class MessageSearch {

    /** Finds every message that is stored. */
    public static final MessageSearch ALL = new MessageSearch(List.of(), EnumSet.of(Outcome.ACCEPTED), Long.MAX_VALUE);

    private final List<Criterion> criteria;
    private final Set<Outcome> outcomes;
    private final long before;

    private MessageSearch(List<Criterion> criteria, Set<Outcome> outcomes, long before) {
        this.criteria = List.copyOf(criteria);
        this.outcomes = EnumSet.copyOf(outcomes);
        this.before = before;
    }

    /** Finds also what a text in the reverse-path or in the From field narrows down, in whatever case. */
    public MessageSearch from(String text) {
        return and(Criterion.from(lower(text)));
    }

    /** Likewise with a recipient of the envelope, or of the To or Cc field. */
    public MessageSearch to(String text) {
        return and(Criterion.to(lower(text)));
    }

    /** Likewise with the subject. */
    public MessageSearch subject(String text) {
        return and(Criterion.subject(lower(text)));
    }

    /** Only messages with a smaller id. */
    public MessageSearch before(long id) {
        return new MessageSearch(criteria, outcomes, id);
    }

    /** Messages, and transactions that came to nothing. */
    public MessageSearch ofAnyOutcome() {
        return of(EnumSet.allOf(Outcome.class));
    }

    /** Transactions that came to nothing. */
    MessageSearch ofNoSuccess() {
        return of(EnumSet.of(Outcome.REJECTED, Outcome.FAILED));
    }

    private MessageSearch of(Set<Outcome> wanted) {
        return new MessageSearch(criteria, wanted, before);
    }

    MessageSearch and(Criterion criterion) {
        List<Criterion> all = new ArrayList<>(criteria);
        all.add(criterion);
        return new MessageSearch(all, outcomes, before);
    }

    /** The id below which to look. */
    long before() {
        return before;
    }

    boolean matches(IndexEntry entry) {
        if (!outcomes.contains(entry.outcome())) {
            return false;
        }
        for (Criterion criterion : criteria) {
            if (!criterion.matches(entry)) {
                return false;
            }
        }
        return true;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
