package org.smtpconnector.sample.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What messages to find. A text that is given must be contained, in whatever case.
 *
 * @param to in a recipient of the envelope or in the To field; null for any
 * @param from in the reverse-path or in the From field; null for any
 * @param subject in the decoded Subject field; null for any
 * @param before only messages with a smaller id; null for all
 */
public record MessageSearch(String to, String from, String subject, Long before) {

    /** Finds every message. */
    public static final MessageSearch ALL = new MessageSearch(null, null, null, null);

    /** The query for {@code m} or {@code m.id} of what is found, newest first. */
    <T> TypedQuery<T> query(EntityManager entityManager, String what, Class<T> type) {
        StringBuilder where = new StringBuilder();
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (to != null) {
            where.append(" and (lower(m.to)").append(contains("to"));
            where.append(" or exists (select r.position from StoredRecipient r where r.messageId = m.id");
            where.append(" and lower(r.address)").append(contains("to")).append("))");
            parameters.put("to", pattern(to));
        }
        if (from != null) {
            where.append(" and (lower(m.from)").append(contains("from"));
            where.append(" or lower(m.reversePath)").append(contains("from")).append(')');
            parameters.put("from", pattern(from));
        }
        if (subject != null) {
            where.append(" and lower(m.subject)").append(contains("subject"));
            parameters.put("subject", pattern(subject));
        }
        if (before != null) {
            where.append(" and m.id < :before");
            parameters.put("before", before);
        }
        TypedQuery<T> query = entityManager.createQuery(
                "select " + what + " from StoredMessage m where 1 = 1" + where + " order by m.id desc", type);
        parameters.forEach(query::setParameter);
        return query;
    }

    private static String contains(String parameter) {
        return " like :" + parameter + " escape '!'";
    }

    /** The LIKE pattern for a contained text: what means something in a pattern is made to mean itself. */
    static String pattern(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
        return '%' + plain + '%';
    }
}
