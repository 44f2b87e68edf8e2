package org.smtpconnector.adapter.jca;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The beans that have claimed the recipients of the mail transaction that is going on. */
final class Claims {

    /** In the order of the recipients. */
    private final List<List<EndpointActivation>> claimants = new ArrayList<>();

    /** Whether all recipients have been claimed by the same beans, as they mostly are. */
    private boolean alike = true;

    private String transactionId = "";

    /** The next calls are about this transaction; the claims of another one are forgotten. */
    void about(String id) {
        if (!transactionId.equals(id)) {
            claimants.clear();
            alike = true;
            transactionId = id;
        }
    }

    /** The next recipient has been accepted. */
    void add(List<EndpointActivation> beans) {
        claimants.add(beans);
        alike &= beans.equals(claimants.get(0));
    }

    /** All that have claimed a recipient, in their order. */
    List<EndpointActivation> beans() {
        if (alike && !claimants.isEmpty()) {
            return claimants.get(0); // the usual case costs nothing
        }
        return claimants.stream()
                .flatMap(List::stream)
                .distinct()
                .sorted(Routing.ORDER)
                .toList();
    }

    /**
     * The beans in their order, and the indices of the recipients that each has claimed.
     *
     * @param recipients how many the transaction has
     */
    Map<EndpointActivation, BitSet> byBean(int recipients) {
        if (claimants.size() != recipients) {
            throw new IllegalStateException(claimants.size() + " claims for " + recipients + " recipients");
        }
        Map<EndpointActivation, BitSet> byBean = new LinkedHashMap<>();
        for (EndpointActivation bean : beans()) {
            BitSet claimed = new BitSet(recipients);
            for (int i = 0; i < recipients; i++) {
                claimed.set(i, alike || claimants.get(i).contains(bean));
            }
            byBean.put(bean, claimed);
        }
        return byBean;
    }
}
