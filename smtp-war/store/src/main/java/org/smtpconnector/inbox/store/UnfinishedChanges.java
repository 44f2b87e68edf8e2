package org.smtpconnector.inbox.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Ends a change of a table that H2 has begun. To add a column H2 copies the table, drops the old one and gives the copy, then its
 * indexes, the old names, each in a transaction of its own: a server that is killed meanwhile leaves a table under the name of the copy.
 */
final class UnfinishedChanges {

    /** The name that H2 gives to a copy of one of our tables, and in front of those of the copy's indexes. */
    private static final Pattern COPY = Pattern.compile("(SMTP_\\w+?)_COPY_\\d+_\\d+(?:_(\\w+))?");

    private UnfinishedChanges() {}

    /** Does nothing to a database of another kind. */
    static void end(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                List<String> tables = names(connection, "table");
                for (String table : tables) {
                    Matcher copy = COPY.matcher(table);
                    if (copy.matches()) {
                        // The old one is dropped when the copy has everything.
                        execute(
                                connection,
                                tables.contains(copy.group(1))
                                        ? "drop table " + table
                                        : "alter table " + table + " rename to " + copy.group(1));
                    }
                }
                List<String> indexes = names(connection, "index");
                for (String index : indexes) {
                    Matcher copy = COPY.matcher(index);
                    if (copy.matches() && copy.group(2) != null) {
                        execute(
                                connection,
                                indexes.contains(copy.group(2))
                                        ? "drop index " + index
                                        : "alter index " + index + " rename to " + copy.group(2));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The tables of the database cannot be read", e);
        }
    }

    private static List<String> names(Connection connection, String kind) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + kind + "_name from information_schema." + kind
                        + (kind.equals("table") ? "s" : "es") + " where table_schema = 'PUBLIC'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void execute(Connection connection, String change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }
}
