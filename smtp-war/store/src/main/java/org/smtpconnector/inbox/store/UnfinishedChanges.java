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

    /** The name that H2 gives to a copy of one of our tables. */
    private static final Pattern TABLE = Pattern.compile("(SMTP_\\w+?)_COPY_\\d+_\\d+");

    /** The name that it gives to an index of a copy. */
    private static final Pattern INDEX = Pattern.compile("SMTP_\\w+?_COPY_\\d+_\\d+_(\\w+)");

    private UnfinishedChanges() {}

    /** Does nothing to a database of another kind. */
    static void end(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                end(connection, "table", "tables", TABLE);
                end(connection, "index", "indexes", INDEX);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A change of the database's tables cannot be ended", e);
        }
    }

    /** Gives copies their names. Where there is still one of that name, the copy is not complete, and goes. */
    private static void end(Connection connection, String kind, String view, Pattern copy) throws SQLException {
        List<String> names = names(connection, kind, view);
        for (String name : names) {
            Matcher matcher = copy.matcher(name);
            if (matcher.matches()) {
                String own = matcher.group(1);
                String change = names.contains(own)
                        ? "drop " + kind + ' ' + name
                        : "alter " + kind + ' ' + name + " rename to " + own;
                try (Statement statement = connection.createStatement()) {
                    statement.execute(change);
                }
            }
        }
    }

    private static List<String> names(Connection connection, String kind, String view) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + kind + "_name from information_schema." + view
                        + " where table_schema = 'PUBLIC'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
