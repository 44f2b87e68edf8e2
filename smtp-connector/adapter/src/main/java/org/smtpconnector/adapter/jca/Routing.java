package org.smtpconnector.adapter.jca;

import java.util.Comparator;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;

/** The beans of a listener at one moment, in their order, and which of them wants to be asked what. Immutable. */
final class Routing {

    static final Comparator<SmtpActivation> ORDER =
            Comparator.comparingInt(SmtpActivation::priority).thenComparing(SmtpActivation::beanName);

    static final Routing NOBODY = new Routing(List.of());

    private final List<SmtpActivation> beans;

    Routing(List<SmtpActivation> activations) {
        beans = activations.stream().sorted(ORDER).toList();
    }

    List<SmtpActivation> beans() {
        return beans;
    }

    /** The beans and their applications, for messages. */
    @Override
    public String toString() {
        return String.join(", ", beans.stream().map(SmtpActivation::toString).toList());
    }

    /** Those that override a hook. */
    static List<SmtpActivation> overriding(Hook hook, List<SmtpActivation> beans) {
        return beans.stream().filter(bean -> bean.overrides(hook)).toList();
    }

    /** Those that want a recipient's mail. */
    List<SmtpActivation> claimants(SmtpAddress recipient) {
        return beans.stream().filter(bean -> bean.claims(recipient)).toList();
    }
}
