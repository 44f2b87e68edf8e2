package org.smtpconnector.inbox.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;

/** The criteria of the messages that are to be found. Immutable. */
public final class MessageSearch {

    /** Finds every message that is stored. */
    public static final MessageSearch ALL =
            new MessageSearch(List.of(), EnumSet.of(Outcome.ACCEPTED), 0, Long.MAX_VALUE);

    private final List<Query> criteria;
    private final Set<Outcome> outcomes;
    private final long after;
    private final long before;

    private MessageSearch(List<Query> criteria, Set<Outcome> outcomes, long after, long before) {
        this.criteria = List.copyOf(criteria);
        this.outcomes = EnumSet.copyOf(outcomes);
        this.after = after;
        this.before = before;
    }

    /** Of those, the ones with this text in the reverse-path or in the From field, in whatever case. */
    public MessageSearch from(String text) {
        return and(Fields.from(text));
    }

    /** Likewise with a recipient of the envelope, or of the To or Cc field. */
    public MessageSearch to(String text) {
        return and(Fields.to(text));
    }

    /** Likewise with the subject. */
    public MessageSearch subject(String text) {
        return and(Fields.subject(text));
    }

    /** Only messages with a smaller id. */
    public MessageSearch before(long id) {
        return new MessageSearch(criteria, outcomes, after, id);
    }

    /** Only messages with a larger id. */
    public MessageSearch after(long id) {
        return new MessageSearch(criteria, outcomes, id, before);
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
        return new MessageSearch(criteria, wanted, after, before);
    }

    MessageSearch and(Query criterion) {
        List<Query> all = new ArrayList<>(criteria);
        all.add(criterion);
        return new MessageSearch(all, outcomes, after, before);
    }

    /** Returns whether it looks at outcomes and ids only, so that a database answers it as fast as an index does. */
    public boolean isPlain() {
        return criteria.isEmpty();
    }

    /** Returns the outcomes that are wanted, at least one. */
    public Set<Outcome> outcomes() {
        return Collections.unmodifiableSet(outcomes);
    }

    /** Returns the id below which all ids are; the largest number if there is no such bound. */
    public long beforeId() {
        return before;
    }

    /** Returns the id above which all ids are; 0 if there is no such bound, since ids begin with 1. */
    public long afterId() {
        return after;
    }

    Query query() {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        criteria.forEach(criterion -> query.add(criterion, Occur.FILTER));
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        outcomes.forEach(outcome -> any.add(Fields.outcome(outcome), Occur.SHOULD));
        query.add(any.build(), Occur.FILTER);
        if (after != 0 || before != Long.MAX_VALUE) {
            // The largest number is the id of no message.
            query.add(Fields.ids(Math.addExact(after, after == Long.MAX_VALUE ? 0 : 1), before - 1), Occur.FILTER);
        }
        return query.build();
    }
}
