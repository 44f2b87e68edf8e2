package org.smtpconnector.adapter.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Finds configured names that look like keys of the connector and are not. */
final class UnknownKeys {

    /** A name with one wrong letter among so many is taken for a slip. */
    private static final int LETTERS_FOR_AN_EDIT = 4;

    private static final Pattern PROFILE = Pattern.compile("%[^.]*\\.");

    // The variables that Kubernetes puts into the environment of a pod for a service whose name begins with "smtp".
    private static final Pattern KUBERNETES =
            Pattern.compile("SMTP(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
                    + "|PORT_\\d+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?)");

    private final Config config;
    private final List<String> listeners;
    private final boolean closed;

    /**
     * Creates a search.
     *
     * @param application has the names of the listeners; null if they are unknown: then any name may be one
     */
    UnknownKeys(Config config, ListenerSettings application) {
        this.config = config;
        this.listeners = application == null ? Keys.LISTENERS.defaultValue() : application.get(Keys.LISTENERS);
        this.closed = application != null && !application.isDefault(Keys.LISTENERS);
    }

    /** Returns a sentence for each unknown name. It has no value, since the value may be a secret. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String name : config.getPropertyNames()) {
            names.add(PROFILE.matcher(name).replaceFirst(""));
        }
        for (String name : names) {
            String warning = name.startsWith(Key.ROOT)
                    ? dotted(name)
                    : name.startsWith(environment(Key.ROOT)) ? variable(name) : null;
            if (warning != null) {
                warnings.add(warning);
            }
        }
        return warnings;
    }

    private String dotted(String name) {
        if (!name.startsWith(Key.LISTENER)) {
            String key = name.substring(Key.ROOT.length());
            List<String> known = known(false);
            if (known.contains(key)) {
                return null;
            }
            return known(true).contains(key)
                    ? name + " is not read: each listener has its own, such as " + Key.LISTENER + listeners.get(0) + '.'
                            + key
                    : unknown(name, Key.ROOT, key, known);
        }
        String rest = name.substring(Key.LISTENER.length());
        int dot = rest.indexOf('.');
        String listener = dot < 0 ? rest : rest.substring(0, dot);
        String key = dot < 0 ? "" : rest.substring(dot + 1);
        List<String> known = known(true);
        if (!known.contains(key)) {
            return known(false).contains(key)
                    ? name + " is not read: there is one for all listeners, " + Key.ROOT + key
                    : unknown(name, Key.LISTENER + listener + '.', key, known);
        }
        return closed && !listeners.contains(listener) ? stranger(name) : null;
    }

    private String stranger(String name) {
        return name + " has no effect: its listener is not in " + Key.ROOT + Keys.LISTENERS.name() + ", which has "
                + String.join(", ", listeners);
    }

    private static String unknown(String name, String prefix, String key, List<String> known) {
        String nearest = Spelling.nearest(key, known, key.length() / LETTERS_FOR_AN_EDIT + 1);
        return name + " is not a key of the SMTP connector"
                + (nearest == null ? "" : "; is " + prefix + nearest + " meant?");
    }

    /**
     * Returns the warning of an environment variable; null if it is a known one. MicroProfile Config does not tell which key a
     * variable stands for, so the variables of all keys are compared with it. Other programs may have variables for SMTP, too:
     * without {@code LISTENER} a warning needs a key with nearly the same name.
     */
    private String variable(String name) {
        if (isOfKubernetes(name)) {
            return null;
        }
        String prefix = environment(Key.LISTENER);
        if (!name.startsWith(prefix)) {
            List<String> known = known(false).stream()
                    .map(key -> environment(Key.ROOT + key))
                    .toList();
            String nearest = known.contains(name) ? null : Spelling.nearest(name, known, 2);
            return nearest == null ? null : name + " is not a key of the SMTP connector; is " + nearest + " meant?";
        }
        List<String> known = known(true).stream().map(UnknownKeys::environment).toList();
        String rest = name.substring(prefix.length());
        boolean isKey = known.stream().anyMatch(key -> rest.matches("[A-Z0-9]\\w*_" + key));
        boolean isOfListener = listeners.stream().map(UnknownKeys::environment).anyMatch(listener -> known.stream()
                .anyMatch(key -> rest.equals(listener + '_' + key)));
        if (isKey && !isOfListener && closed) {
            return stranger(name);
        }
        if (isKey) {
            return null;
        }
        List<String> candidates = listeners.stream()
                .flatMap(listener -> known.stream().map(key -> prefix + environment(listener) + '_' + key))
                .toList();
        String nearest = Spelling.nearest(name, candidates, rest.length() / LETTERS_FOR_AN_EDIT + 1);
        return name + " is not a key of the SMTP connector" + (nearest == null ? "" : "; is " + nearest + " meant?");
    }

    /** Tells whether Kubernetes has made a variable. What it calls a port is an address, such as {@code tcp://10.0.0.1:25}. */
    private boolean isOfKubernetes(String name) {
        String value = name.endsWith("_PORT") ? config.getConfigValue(name).getRawValue() : null;
        return KUBERNETES.matcher(name).matches() || (value != null && value.contains("://"));
    }

    /** Returns the variable in which MicroProfile Config looks for a name. */
    private static String environment(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Returns the names after the prefix: those of one listener, or those that are for all. */
    private static List<String> known(boolean ofListener) {
        List<String> names = new ArrayList<>();
        if (!ofListener) {
            names.add(Keys.LISTENERS.name());
        }
        for (Key<?> key : Keys.ALL) {
            if (key.scope() != (ofListener ? Key.Scope.GLOBAL : Key.Scope.LISTENER_ONLY)) {
                names.add(key.name());
                if (key.isSecret()) {
                    names.add(key.name() + Key.FILE);
                }
            }
        }
        return names;
    }
}
