package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 has no transaction around what changes tables: a server that is killed leaves any part of a script done. */
class SchemaTest {

    private static final List<String> SCRIPTS =
            List.of("V1__messages", "V2__inbox", "V3__users", "V4__search", "V5__list", "V6__rules", "V7__release");

    private static final String A_MESSAGE = "insert into smtp_message (id, transaction_id, session_id, listener,"
            + " client_address, client_port, server_address, server_port, helo_name, started_at, received_at, reverse_path,"
            + " octets) values (7, 't', 's', 'l', '', 1, '', 25, '', 0, 0, '', 0)";

    private static int databases;

    /** A place between two statements. */
    record Cut(int script, int statements) {}

    private static DataSource database() {
        return StoreFixture.dataSource("jdbc:h2:mem:schema" + ++databases + ";DB_CLOSE_DELAY=-1");
    }

    private static List<String> statements(int script) throws IOException {
        try (InputStream text = SchemaTest.class.getResourceAsStream("migration/" + SCRIPTS.get(script) + ".sql")) {
            return Stream.of(new String(text.readAllBytes(), StandardCharsets.UTF_8)
                            .replaceAll("(?m)^--.*$", "")
                            .split(";\\s*", -1))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        }
    }

    static Stream<Cut> cuts() throws IOException {
        List<Cut> cuts = new ArrayList<>();
        for (int script = 0; script < SCRIPTS.size(); script++) {
            int number = script;
            IntStream.rangeClosed(0, statements(script).size()).forEach(count -> cuts.add(new Cut(number, count)));
        }
        return cuts.stream();
    }

    private static void execute(DataSource database, List<String> statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Runs the first scripts, so many. */
    private static void migrateTo(DataSource database, int scripts) {
        String version = scripts == 0 ? "0" : SCRIPTS.get(scripts - 1).replaceFirst("V(\\d+)__.*", "$1");
        Flyway.configure(SchemaTest.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:org/smtpconnector/inbox/store/migration")
                .table("smtp_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
    }

    /** Everything but the time at which a script was run, and how long it took. */
    private static List<String> structure(DataSource database) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String query : List.of(
                    "select table_name, column_name, data_type, is_nullable, column_default, character_maximum_length"
                            + " from information_schema.columns where table_schema = 'PUBLIC'",
                    "select table_name, index_name, column_name from information_schema.index_columns"
                            + " where index_name not like 'PRIMARY_KEY%'",
                    "select 'version', \"version\", \"checksum\", \"success\" from \"smtp_schema_history\""
                            + " where \"version\" <> '0'")) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        StringBuilder line = new StringBuilder();
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            line.append(rows.getString(column)).append(' ');
                        }
                        lines.add(line.toString());
                    }
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> uninterrupted() throws SQLException {
        DataSource database = database();
        Schema.migrate(database);
        return structure(database);
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void goesOnWhereAScriptWasCut(Cut cut) throws Exception {
        DataSource database = database();
        if (cut.script() > 0) {
            migrateTo(database, cut.script());
        }
        execute(database, statements(cut.script()).subList(0, cut.statements()));
        Schema.migrate(database);
        assertThat(structure(database)).isEqualTo(uninterrupted());
    }

    /** The parts that H2 leaves of a statement that adds a column, at each step that it commits by itself. */
    static Stream<List<String>> partsOfAChange() {
        return Stream.of(
                List.of(
                        "create table smtp_message_copy_4_10 as select * from smtp_message where id = 0",
                        "create index smtp_message_copy_4_10_smtp_message_received on smtp_message_copy_4_10 (received_at)"),
                List.of(
                        "alter index smtp_message_received rename to smtp_message_copy_4_10_smtp_message_received",
                        "alter table smtp_message rename to smtp_message_copy_4_10"),
                List.of("alter index smtp_message_received rename to smtp_message_copy_4_10_smtp_message_received"),
                List.of("create index smtp_message_copy_4_10_smtp_message_received on smtp_message (received_at)"));
    }

    @ParameterizedTest
    @MethodSource("partsOfAChange")
    void goesOnWhereAStatementWasCut(List<String> part) throws Exception {
        DataSource database = database();
        migrateTo(database, 4);
        execute(database, List.of(A_MESSAGE));
        execute(database, part);
        Schema.migrate(database);
        assertThat(structure(database)).isEqualTo(uninterrupted());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from smtp_message")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(7);
        }
    }

    /** An earlier version of the scripts could not go on, and left a note of it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void goesOnAfterAScriptThatFailed(int script) throws Exception {
        DataSource database = database();
        migrateTo(database, script);
        execute(database, statements(script).subList(0, 1));
        execute(
                database,
                List.of("insert into \"smtp_schema_history\" values (9, '" + (script + 1) + "', 'x', 'SQL', '"
                        + SCRIPTS.get(script) + ".sql', 1, 'SA', now(), 1, false)"));
        Schema.migrate(database);
        assertThat(structure(database)).isEqualTo(uninterrupted());
    }

    /** A database that the scripts of an earlier version have made. */
    @Test
    void takesScriptsThatWereOthersOnce() throws Exception {
        DataSource database = database();
        migrateTo(database, 3);
        execute(
                database,
                List.of(
                        "update \"smtp_schema_history\" set \"checksum\" = 7",
                        "create table smtp_search (message_id bigint not null primary key)"));
        Schema.migrate(database);
        assertThat(structure(database)).isEqualTo(uninterrupted());
    }

    /** A server that is older than the scripts that another one has run leaves its notes of them. */
    @Test
    void leavesWhatANewerServerHasDone() throws Exception {
        DataSource database = database();
        migrateTo(database, SCRIPTS.size());
        execute(
                database,
                List.of(
                        "update \"smtp_schema_history\" set \"checksum\" = 7",
                        "insert into \"smtp_schema_history\""
                                + " values (9, '99', 'future', 'SQL', 'V99__x.sql', 1, 'SA', now(), 1, true)"));
        List<String> before = new ArrayList<>(uninterrupted());
        before.add("version 99 1 TRUE ");
        Schema.migrate(database);
        assertThat(structure(database)).isEqualTo(before.stream().sorted().toList());
    }
}
