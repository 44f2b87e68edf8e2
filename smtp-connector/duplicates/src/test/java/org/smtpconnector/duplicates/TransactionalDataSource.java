package org.smtpconnector.duplicates;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Makes a data source that gives the one connection of a transaction, as a container does; closing it is left to the test. */
final class TransactionalDataSource {

    private TransactionalDataSource() {}

    static DataSource of(Connection connection) {
        Connection kept =
                (Connection) proxy(Connection.class, (name, call) -> name.equals("close") ? null : call.on(connection));
        return (DataSource) proxy(DataSource.class, (name, call) -> {
            if (name.equals("getConnection")) {
                return kept;
            }
            throw new UnsupportedOperationException(name);
        });
    }

    private static Object proxy(Class<?> type, Handler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return handler.handle(method.getName(), target -> method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private interface Call {
        Object on(Object target) throws ReflectiveOperationException;
    }

    private interface Handler {
        Object handle(String name, Call call) throws ReflectiveOperationException;
    }
}
