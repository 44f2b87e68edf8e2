package org.smtpconnector.adapter.jca;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The beans that have claimed the recipients of the mail transaction that is going on. */
final class Claims {

    /** In the order of the recipients. */
    private final List<List<EndpointActivation>> claimants = new ArrayList<>();

    private String transactionId = "";

    /** The next calls are about this transaction; the claims of another one are forgotten. */
    void about(String id) {
        if (!transactionId.equals(id)) {
            claimants.clear();
            transactionId = id;
        }
    }

    /** The next recipient has been accepted. */
    void add(List<EndpointActivation> beans) {
        claimants.add(beans);
    }

    /** All that have claimed a recipient, in their order. */
    List<EndpointActivation> beans() {
        if (claimants.size() == 1) {
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
    Map<EndpointActivation, List<Integer>> byBean(int recipients) {
        if (claimants.size() != recipients) {
            throw new IllegalStateException(claimants.size() + " claims for " + recipients + " recipients");
        }
        Map<EndpointActivation, List<Integer>> byBean = new LinkedHashMap<>();
        for (EndpointActivation bean : beans()) {
            List<Integer> claimed = new ArrayList<>();
            for (int i = 0; i < recipients; i++) {
                if (claimants.get(i).contains(bean)) {
                    claimed.add(i);
                }
            }
            byBean.put(bean, List.copyOf(claimed));
        }
        return byBean;
    }
}
