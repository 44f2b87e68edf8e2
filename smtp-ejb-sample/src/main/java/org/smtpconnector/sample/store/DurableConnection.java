package org.smtpconnector.sample.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
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
    private int statements;

    private DurableConnection(Connection connection) {
        this.connection = connection;
    }

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                DurableConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new DurableConnection(connection));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("isValid")) {
            return isValid();
        }
        if (method.getName().equals("prepareStatement") && ++statements % STATEMENTS_UNWRITTEN == 0) {
            execute("CHECKPOINT");
        }
        Object result;
        try {
            result = method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("commit")) {
            statements = 0;
            execute("CHECKPOINT SYNC");
        }
        return result;
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
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
