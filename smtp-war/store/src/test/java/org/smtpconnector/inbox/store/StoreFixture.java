package org.smtpconnector.inbox.store;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.inbox.database.StoreDataSource;
import org.smtpconnector.inbox.rules.RuleHits;
import org.smtpconnector.inbox.search.IndexEntry;

/** The store with its own persistence unit, schema scripts and database, outside of a container: events come at the commit. */
final class StoreFixture implements AutoCloseable {

    /** The events that were told after commits. */
    final List<Object> events = new ArrayList<>();

    final EntityManager entityManager;
    final StoreIndex index;
    final MessageStore store;
    final MessageWriter writer;
    final MessageRemover remover;
    final DeliveryWriter deliveries;
    final StoredRules rules = new StoredRules();
    final RuleHits hits = new RuleHits();

    private final List<Runnable> afterCommit = new ArrayList<>();
    private final EntityManagerFactory factory;

    /** The entries as the container reads them: each look is a transaction. */
    static class Entries extends StoredEntries {

        private StoreFixture fixture;

        @Override
        public List<IndexEntry> entries(List<Long> ids) {
            return fixture.inTransaction(() -> super.entries(ids));
        }
    }

    private StoreFixture(String driver, String url, Path directory, Entries entries) {
        entries.fixture = this;
        Schema.migrate(dataSource(url));
        factory = Persistence.createEntityManagerFactory(
                "inbox",
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource",
                        "",
                        "jakarta.persistence.jdbc.driver",
                        driver,
                        "jakarta.persistence.jdbc.url",
                        url));
        entityManager = factory.createEntityManager();
        MessageList list = new MessageList();
        index = new StoreIndex(entries, event(events::add));
        Chunks chunks = new Chunks();
        store = new MessageStore(index, list, chunks);
        writer = new MessageWriter(event(e -> afterCommit.add(() -> index.stored(e))));
        remover = new MessageRemover(store, event(e -> afterCommit.add(() -> index.deleted(e))));
        deliveries = new DeliveryWriter(
                event(e -> afterCommit.add(() -> index.stored(e))),
                event(e -> afterCommit.add(() -> index.updated(e))),
                hits);
        entries.entityManager = entityManager;
        list.entityManager = entityManager;
        store.entityManager = entityManager;
        chunks.entityManager = entityManager;
        writer.entityManager = entityManager;
        remover.entityManager = entityManager;
        deliveries.entityManager = entityManager;
        rules.entityManager = entityManager;
        index.open(directory);
    }

    static StoreFixture h2(Path directory) {
        return h2(h2Url(directory), directory);
    }

    static StoreFixture h2(String url, Path directory) {
        return h2(url, directory, new Entries()).compared();
    }

    /** With an index that has not been compared with the database. */
    static StoreFixture h2(String url, Path directory, Entries entries) {
        return new StoreFixture("org.h2.Driver", url, directory, entries);
    }

    static String h2Url(Path directory) {
        return StoreDataSource.h2(directory).replace(";DB_CLOSE_ON_EXIT=FALSE", "");
    }

    static StoreFixture postgres(String url, Path directory) {
        return postgres(url, directory, new Entries()).compared();
    }

    /** With an index that has not been compared with the database. */
    static StoreFixture postgres(String url, Path directory, Entries entries) {
        return new StoreFixture("org.postgresql.Driver", url, directory, entries);
    }

    private StoreFixture compared() {
        index.keep(false);
        return this;
    }

    /** The transaction that runs will be committed, and the index will not be told. */
    void missWhatFollows() {
        afterCommit.clear();
    }

    /** Stores a message in a transaction that runs. */
    long add(SmtpMessage message) {
        try {
            return writer.add(message);
        } catch (SmtpRejectedException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T inTransaction(Supplier<T> work) {
        EntityTransaction transaction = entityManager.getTransaction();
        transaction.begin();
        try {
            T result = work.get();
            transaction.commit();
            afterCommit.forEach(Runnable::run);
            return result;
        } finally {
            afterCommit.clear();
            if (transaction.isActive()) {
                transaction.rollback();
            }
            entityManager.clear();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Event<T> event(Consumer<T> consumer) {
        return (Event<T>) Proxy.newProxyInstance(
                StoreFixture.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    consumer.accept((T) arguments[0]);
                    return null;
                });
    }

    static DataSource dataSource(String url) {
        return (DataSource) Proxy.newProxyInstance(
                StoreFixture.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConnection" -> connect(url);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    public void close() {
        index.close();
        entityManager.close();
        factory.close();
    }
}
