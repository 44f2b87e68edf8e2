package org.smtpconnector.inbox.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables of a database up to date, by the scripts in the folder {@code migration}; several servers may do so at once. On
 * Open Liberty Flyway finds a folder, and the one for callbacks, by an empty file {@code flyway.location}.
 *
 * <p>H2 commits each statement that changes tables: a server that is killed meanwhile leaves a part of a script done, and
 * Flyway makes no note of it. So each statement of a script must be one that can be repeated; {@link UnfinishedChanges} ends the one
 * that was being done.
 */
final class Schema {

    private Schema() {}

    static void migrate(DataSource dataSource) {
        UnfinishedChanges.end(dataSource);
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:org/smtpconnector/inbox/store/migration")
                .table("smtp_schema_history")
                // The tables of before there was a history: the first script makes only what is missing.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // A newer server may have been there before.
                .ignoreMigrationPatterns("*:pending", "*:future")
                .load();
        // A script that failed once, or had another text.
        if (!flyway.validateWithResult().validationSuccessful) {
            flyway.repair();
        }
        flyway.migrate();
    }
}
