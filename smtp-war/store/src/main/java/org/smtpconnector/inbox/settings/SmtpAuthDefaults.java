package org.smtpconnector.inbox.settings;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The keys of the connector that follow from {@code inbox.smtp-auth=any}: AUTH is offered, also without TLS. Whatever says something else
 * about these keys wins.
 */
public class SmtpAuthDefaults implements ConfigSource {

    /** Less than that of META-INF/microprofile-config.properties. */
    private static final int ORDINAL = 50;

    private static final Map<String, String> ANY =
            Map.of("smtp.auth.mode", "optional", "smtp.auth.allow-insecure", "true");

    @Override
    public Set<String> getPropertyNames() {
        return ANY.keySet();
    }

    /** Asks the whole configuration about the inbox's key; that asks this source, too, which says nothing about it. */
    @Override
    public String getValue(String key) {
        String value = ANY.get(key);
        return value != null && isAny() ? value : null;
    }

    private static boolean isAny() {
        return ConfigProvider.getConfig(SmtpAuthDefaults.class.getClassLoader())
                .getOptionalValue(SmtpAuthSetting.KEY, String.class)
                .filter(text -> text.strip().equalsIgnoreCase(SmtpAuthSetting.ANY.name()))
                .isPresent();
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "inbox.smtp-auth";
    }
}
