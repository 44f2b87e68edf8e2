package org.smtpconnector.testkit.mdb;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.smtpconnector.adapter.jca.SmtpActivationSpec;
import org.smtpconnector.api.SmtpMessageListener;

/** Prepares a {@link SmtpListenerKit}. */
public final class SmtpListenerKitBuilder {

    /** Above every source that an application brings. */
    private static final int ORDINAL = 1000;

    private final Map<SmtpMessageListener, SmtpActivationSpec> beans = new LinkedHashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<UsernamePasswordCredential, CredentialValidationResult> users = new LinkedHashMap<>();

    SmtpListenerKitBuilder() {
        // nothing yet
    }

    /**
     * Adds a bean with the {@code activationConfig} of its annotation, if it has one.
     *
     * @param bean not null
     * @return this
     */
    public SmtpListenerKitBuilder bean(SmtpMessageListener bean) {
        return bean(bean, Map.of());
    }

    /**
     * Adds a bean.
     *
     * @param bean not null
     * @param activationConfig properties such as {@code recipients}, in place of those of the annotation
     * @return this
     * @throws IllegalArgumentException if there is no such property
     */
    public SmtpListenerKitBuilder bean(SmtpMessageListener bean, Map<String, String> activationConfig) {
        Map<String, String> properties = new HashMap<>(annotated(bean.getClass()));
        properties.putAll(activationConfig);
        SmtpActivationSpec spec = new SmtpActivationSpec();
        properties.forEach((name, value) -> set(spec, name, value));
        beans.put(bean, spec);
        return this;
    }

    private static Map<String, String> annotated(Class<?> beanClass) {
        Map<String, String> properties = new HashMap<>();
        MessageDriven annotation = beanClass.getAnnotation(MessageDriven.class);
        if (annotation != null) {
            for (ActivationConfigProperty property : annotation.activationConfig()) {
                properties.put(property.propertyName(), property.propertyValue());
            }
        }
        return properties;
    }

    /** As a container does it. */
    private static void set(SmtpActivationSpec spec, String name, String value) {
        try {
            for (PropertyDescriptor property :
                    Introspector.getBeanInfo(spec.getClass()).getPropertyDescriptors()) {
                if (property.getName().equals(name) && property.getWriteMethod() != null) {
                    boolean number = property.getPropertyType() == Integer.class;
                    property.getWriteMethod().invoke(spec, number ? (Object) Integer.valueOf(value) : value);
                    return;
                }
            }
        } catch (IntrospectionException | ReflectiveOperationException | NumberFormatException e) {
            throw new IllegalArgumentException("activationConfig has " + name + " = " + value, e);
        }
        throw new IllegalArgumentException("activationConfig has " + name + ", which is no property");
    }

    /**
     * Sets a configuration key.
     *
     * @param key in full, such as {@code smtp.auth.mode} or {@code smtp.listener.default.max-message-size}
     * @param value not null
     * @return this
     */
    public SmtpListenerKitBuilder set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /**
     * Adds a user to what stands for the application's identity stores, which the default of {@link
     * SmtpMessageListener#onAuthenticate} asks.
     *
     * @param name not null
     * @param password not null
     * @param groups not null
     * @return this
     */
    public SmtpListenerKitBuilder user(String name, String password, String... groups) {
        users.put(new UsernamePasswordCredential(name, password), new CredentialValidationResult(name, Set.of(groups)));
        return this;
    }

    /**
     * Starts the listeners.
     *
     * @return ready to take mail
     * @throws IllegalArgumentException with all that is wrong
     */
    public SmtpListenerKit start() {
        return new SmtpListenerKit(this);
    }

    Map<SmtpMessageListener, SmtpActivationSpec> beans() {
        return beans;
    }

    /** Every listener that a bean names, or that is there for beans that name none, has any free port. */
    private void choosePorts() {
        for (SmtpActivationSpec spec : beans.values()) {
            String named = spec.getListeners();
            String listeners = named == null ? settings.getOrDefault("smtp.listeners", "default") : named;
            for (String listener : listeners.split(",", -1)) {
                settings.putIfAbsent("smtp.listener." + listener.trim() + ".port", "0");
            }
        }
    }

    Config configuration() {
        choosePorts();
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(settings, "SmtpListenerKit", ORDINAL))
                .build();
    }

    /** As {@code IdentityStoreHandler.validate}: without stores nothing is validated. */
    Function<Credential, CredentialValidationResult> identityStores() {
        return credential -> {
            if (users.isEmpty()) {
                return CredentialValidationResult.NOT_VALIDATED_RESULT;
            }
            return users.entrySet().stream()
                    .filter(user -> credential instanceof UsernamePasswordCredential shown
                            && shown.compareTo(
                                    user.getKey().getCaller(), user.getKey().getPasswordAsString()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(CredentialValidationResult.INVALID_RESULT);
        };
    }
}
