package org.smtpconnector.inbox.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection to H2 whose commit returns when the data is on the disk. By itself H2 writes up to half a second later, and
 * a kill -9 or a power failure takes what was committed meanwhile, although the sender has heard 250.
 *
 * <p>H2's own setting for that, WRITE_DELAY=0, writes at each commit, but does not sync; and it makes H2 write on the thread
 * that asks for it. Without it H2 writes on threads of its own, and what waits for them was the end of a heap of 256 MB.
 *
 * <p>A transaction of many statements is a message of many chunks. It is written, not synced, every few statements:
 * otherwise H2 gathers tens of megabytes and copies them more than once. A small heap does not bear that, and H2 does not
 * bear the end of the heap: its file could not be opened afterwards.
 */
final class DurableConnection implements InvocationHandler {

    /** A message of one chunk has hardly more; each further statement is 256 KiB. */
    private static final int STATEMENTS_UNWRITTEN = 6;

    private final Connection connection;
    private final OpenDatabase database;
    private int statements;

    private DurableConnection(Connection connection, OpenDatabase database) {
        this.connection = connection;
        this.database = database;
    }

    static Connection of(Connection connection, OpenDatabase database) {
        return proxy(Connection.class, new DurableConnection(connection, database));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(DurableConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "isValid" -> isValid();
            case "isClosed" -> database.isLost() || connection.isClosed();
            // H2 has closed its files; to close the connection would be to roll back. A pool sets information at a
            // close.
            case "close", "abort", "setClientInfo" -> database.isLost() ? null : call(connection, method, arguments);
            case "prepareStatement" -> prepare(method, arguments);
            case "createStatement" -> watched(Statement.class, call(connection, method, arguments));
            case "commit" -> commit(method);
            default -> call(connection, method, arguments);
        };
    }

    private Object prepare(Method method, Object[] arguments) throws Throwable {
        if (++statements % STATEMENTS_UNWRITTEN == 0) {
            execute("CHECKPOINT");
        }
        return watched(PreparedStatement.class, call(connection, method, arguments));
    }

    private Object commit(Method method) throws Throwable {
        call(connection, method, null);
        statements = 0;
        execute("CHECKPOINT SYNC");
        return null;
    }

    /** Watches a statement, too, since its failures tell of the database. */
    private <T> T watched(Class<T> type, Object statement) {
        return proxy(
                type,
                (proxy, method, arguments) ->
                        database.isLost() && method.getName().equals("close")
                                ? null
                                : call(statement, method, arguments));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        database.enter();
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            database.failed(e.getCause());
            throw e.getCause();
        } finally {
            database.left();
        }
    }

    /** By itself H2 takes a connection to a database that was closed by an error for a valid one, and a pool keeps it. */
    private boolean isValid() {
        try {
            execute("call 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void execute(String command) throws SQLException {
        database.enter();
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            database.failed(e);
            throw e;
        } finally {
            database.left();
        }
    }
}
