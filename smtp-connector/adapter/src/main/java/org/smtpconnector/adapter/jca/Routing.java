package org.smtpconnector.adapter.jca;

import java.util.Comparator;
import java.util.List;
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

    /** Returns the beans that override a hook. */
    static List<EndpointActivation> overriding(Hook hook, List<EndpointActivation> beans) {
        return beans.stream().filter(bean -> bean.overrides(hook)).toList();
    }

    /** Returns the beans that want a recipient's mail. */
    List<EndpointActivation> claimants(SmtpAddress recipient) {
        return beans.stream().filter(bean -> bean.claims(recipient)).toList();
    }

    /** Tells whether a bean that gets no mail yet will want this recipient's. */
    boolean isAwaited(SmtpAddress recipient) {
        return activated.stream().anyMatch(bean -> !bean.isReady() && bean.claims(recipient));
    }
}
