package org.smtpconnector.sample.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables of a database up to date, by the scripts in the folder {@code migration}; several servers may do so at once. On
 * Open Liberty Flyway finds a folder, and the one for callbacks, by an empty file {@code flyway.location}.
 */
final class Schema {

    private Schema() {}

    static void migrate(DataSource dataSource) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:org/smtpconnector/sample/store/migration")
                .table("smtp_schema_history")
                // The tables of before there was a history: the first script makes only what is missing.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
