package org.smtpconnector.inbox.store;

import static java.util.logging.Level.WARNING;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.logging.Logger;
import org.smtpconnector.inbox.rules.Rule;
import org.smtpconnector.inbox.rules.RuleMistake;

/** The rules that were made by page or API. Safe for use by several threads. */
@ApplicationScoped
public class StoredRules {

    /** More would not be looked at by people, and each is looked at for each recipient. */
    static final int MAX_RULES = 200;

    private static final Logger LOGGER = Logger.getLogger(StoredRules.class.getName());

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    /**
     * Adds a rule.
     *
     * @return its id; empty if there are as many as there may be
     */
    @Transactional
    public OptionalLong add(Rule rule) {
        long count = entityManager
                .createQuery("select count(r) from StoredRule r", Long.class)
                .getSingleResult();
        if (count >= MAX_RULES) {
            return OptionalLong.empty();
        }
        StoredRule stored = new StoredRule(rule);
        entityManager.persist(stored);
        return OptionalLong.of(stored.id());
    }

    /** Puts a rule in place of another one; false if there is none of that id. */
    @Transactional
    public boolean replace(long id, Rule rule) {
        StoredRule stored = entityManager.find(StoredRule.class, id);
        if (stored != null) {
            stored.set(rule);
        }
        return stored != null;
    }

    /** Deletes a rule; false if there is none of that id. */
    @Transactional
    public boolean delete(long id) {
        return entityManager
                        .createQuery("delete from StoredRule r where r.id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    /** Reads all of them, in the order in which they were made. */
    @Transactional
    public Map<Long, Rule> all() {
        Map<Long, Rule> rules = new LinkedHashMap<>();
        List<RuleMistake> mistakes = new ArrayList<>();
        entityManager
                .createQuery("select r from StoredRule r order by r.id", StoredRule.class)
                .getResultList()
                .forEach(stored -> stored.rule(mistakes).ifPresent(rule -> rules.put(stored.id(), rule)));
        if (!mistakes.isEmpty()) {
            LOGGER.log(WARNING, "Rules of the database are left out: {0}", mistakes);
        }
        return rules;
    }
}
