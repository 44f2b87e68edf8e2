package org.smtpconnector.inbox.search;

import java.time.Instant;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;

/** The fields of an entry of the index, and the queries that find it. Nothing of its texts can be read back from it. */
final class Fields {

    /** The newest first. */
    static final Sort ORDER = new Sort(new SortField("id", SortField.Type.LONG, true));

    /** The key of the numbers by which entries are sorted. */
    static final String ID = "id";

    private static final String KEY = "key";
    private static final String RECEIVED = "received";
    private static final String SIZE = "size";
    private static final String ATTACHMENT = "attachment";
    private static final String OUTCOME = "outcome";
    private static final String SENDERS = "from";
    private static final String RECIPIENTS = "to";
    private static final String SUBJECT = "subject";
    private static final String ANYWHERE = "all";

    private static final FieldType TEXT = new FieldType();

    static {
        TEXT.setTokenized(true);
        TEXT.setOmitNorms(true);
        TEXT.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        TEXT.freeze();
    }

    private Fields() {}

    static Document document(IndexEntry entry) {
        Document document = new Document();
        document.add(new StringField(KEY, Long.toString(entry.id()), Field.Store.NO));
        document.add(new LongPoint(ID, entry.id()));
        document.add(new NumericDocValuesField(ID, entry.id()));
        document.add(new LongPoint(RECEIVED, entry.receivedAt().toEpochMilli()));
        document.add(new LongPoint(SIZE, entry.size()));
        document.add(new StringField(ATTACHMENT, Boolean.toString(entry.attachments() > 0), Field.Store.NO));
        document.add(new StringField(OUTCOME, entry.outcome().name(), Field.Store.NO));
        document.add(text(SENDERS, entry.senders()));
        document.add(text(RECIPIENTS, entry.recipients()));
        document.add(text(SUBJECT, entry.subject()));
        for (String text : new String[] {entry.subject(), entry.senders(), entry.recipients(), entry.text()}) {
            document.add(text(ANYWHERE, text));
        }
        return document;
    }

    private static Field text(String name, String text) {
        return new Field(name, new Trigrams(text), TEXT);
    }

    /** Names the entry of an id. */
    static Term key(long id) {
        return new Term(KEY, Long.toString(id));
    }

    static Query ids(long first, long last) {
        return LongPoint.newRangeQuery(ID, first, last);
    }

    static Query anywhere(String text) {
        return Trigrams.contains(ANYWHERE, text);
    }

    static Query from(String text) {
        return Trigrams.contains(SENDERS, text);
    }

    static Query to(String text) {
        return Trigrams.contains(RECIPIENTS, text);
    }

    static Query subject(String text) {
        return Trigrams.contains(SUBJECT, text);
    }

    static Query after(Instant time) {
        return LongPoint.newRangeQuery(RECEIVED, time.toEpochMilli(), Long.MAX_VALUE);
    }

    static Query before(Instant time) {
        return LongPoint.newRangeQuery(RECEIVED, Long.MIN_VALUE, Math.subtractExact(time.toEpochMilli(), 1));
    }

    static Query larger(long octets) {
        return LongPoint.newRangeQuery(SIZE, Math.addExact(octets, 1), Long.MAX_VALUE);
    }

    static Query attachment() {
        return new TermQuery(new Term(ATTACHMENT, "true"));
    }

    static Query outcome(Outcome outcome) {
        return new TermQuery(new Term(OUTCOME, outcome.name()));
    }
}
