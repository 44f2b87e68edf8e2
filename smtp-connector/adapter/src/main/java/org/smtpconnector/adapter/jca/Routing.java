package org.smtpconnector.adapter.jca;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.smtpconnector.api.SmtpAddress;

/** The beans of a listener at one moment, in their order, and the recipients that each wants. Immutable. */
final class Routing {

    static final Comparator<EndpointActivation> ORDER =
            Comparator.comparingInt(EndpointActivation::priority).thenComparing(EndpointActivation::beanName);

    static final Routing NOBODY = new Routing(List.of());

    private final List<EndpointActivation> activated;
    private final List<EndpointActivation> beans;

    /**
     * Takes the beans that are activated; those whose application has not started get no mail yet.
     *
     * @param activations in any order
     */
    Routing(List<EndpointActivation> activations) {
        activated = activations.stream().sorted(ORDER).toList();
        beans = activated.stream().filter(EndpointActivation::isReady).toList();
    }

    /** Returns all beans that are activated, also those that get no mail yet. */
    List<EndpointActivation> activated() {
        return activated;
    }

    /** Returns the beans that get mail. */
    List<EndpointActivation> beans() {
        return beans;
    }

    /** Returns the names of the beans and of their applications, for messages. */
    @Override
    public String toString() {
        return String.join(
                ", ", activated.stream().map(EndpointActivation::toString).toList());
    }

    /** Returns the same with the recipients that the beans want. */
    String withRecipients() {
        return activated.stream()
                .map(bean -> bean + ", recipients " + bean.recipients())
                .collect(Collectors.joining("; "));
    }

    /** Returns the beans that override a hook and have not switched it off. */
    static List<EndpointActivation> wanting(Hook hook, List<EndpointActivation> beans) {
        return those(beans, bean -> bean.wants(hook));
    }

    /** Returns the beans that want a recipient's mail. */
    List<EndpointActivation> claimants(SmtpAddress recipient) {
        return those(beans, bean -> bean.claims(recipient));
    }

    /** Returns the beans of which something is true: the list itself if that is all of them, as it mostly is for each recipient. */
    private static List<EndpointActivation> those(
            List<EndpointActivation> beans, Predicate<EndpointActivation> wanted) {
        int all = 0; // the number of beans at the beginning that are wanted
        while (all < beans.size() && wanted.test(beans.get(all))) {
            all++;
        }
        if (all == beans.size()) {
            return beans;
        }
        List<EndpointActivation> found = new ArrayList<>(0);
        for (int i = 0; i < beans.size(); i++) {
            if (i < all || (i > all && wanted.test(beans.get(i)))) {
                found.add(beans.get(i));
            }
        }
        return found.isEmpty() ? List.of() : List.copyOf(found);
    }

    /** Tells whether a bean that gets no mail yet will want this recipient's. */
    boolean isAwaited(SmtpAddress recipient) {
        return activated.stream().anyMatch(bean -> !bean.isReady() && bean.claims(recipient));
    }
}
