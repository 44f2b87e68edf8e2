package org.smtpconnector.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpStatus;

class ConnectorTest {

    private static final SmtpStatus STATUS = proxy(SmtpStatus.class, Map.of());

    /** Lets a context know some names. */
    private static Context context(Map<String, Object> names) {
        return proxy(Context.class, names);
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> names) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("lookup") && names.containsKey(arguments[0])) {
                        return names.get(arguments[0]);
                    }
                    throw new NameNotFoundException(method.getName());
                }));
    }

    @Test
    void takesTheServersStatusWhereTheApplicationHasNone() {
        assertThat(Connector.lookUp(context(Map.of("java:app/smtp/status", STATUS))))
                .isSameAs(STATUS);
        assertThat(Connector.lookUp(context(Map.of("smtp/status", STATUS)))).isSameAs(STATUS);
        assertThat(Connector.lookUp(context(Map.of("java:app/smtp/status", "of another kind", "smtp/status", STATUS))))
                .isSameAs(STATUS);
    }

    @Test
    void saysWhatToDefineWhereThereIsNone() {
        assertThatThrownBy(() -> Connector.lookUp(context(Map.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.smtpconnector.adapter.monitor.SmtpStatusObject")
                .hasMessageContaining("smtp/status");
    }
}
