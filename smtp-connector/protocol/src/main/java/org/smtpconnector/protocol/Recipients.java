package org.smtpconnector.protocol;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;

/**
 * The accepted recipients of a transaction. The engine appends to them; a bean sees a {@link View}, which costs the same however many
 * recipients there are: it shares the arrays, and reads only the elements that were there when it was made.
 *
 * <p>An element is written once, before the first view that has it is made, and never changed. A view reaches the arrays through final
 * fields, so that each thread that gets hold of the view sees its elements (Java Language Specification section 17.5). When the arrays
 * are full, the engine goes on with larger ones, and older views keep theirs.
 */
final class Recipients {

    private static final int FIRST_CAPACITY = 4;

    private SmtpAddress[] addresses = new SmtpAddress[FIRST_CAPACITY];
    /** The request for each address; null as long as there is none, since most senders have none. */
    private SmtpDsnRequest[] requests;

    private int size;
    private View view = new View(addresses, null, 0);

    /** Appends a recipient. */
    void add(SmtpAddress address, SmtpDsnRequest request) {
        if (size == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * size);
            requests = requests == null ? null : Arrays.copyOf(requests, 2 * size);
        }
        addresses[size] = address;
        // Not by equals(): what Java 17 makes for a record at the first call keeps the class loader of an undeployed
        // adapter.
        if (!request.conditions().isEmpty() || request.originalRecipient().isPresent()) {
            requests = requests == null ? new SmtpDsnRequest[addresses.length] : requests;
            requests[size] = request;
        }
        size++;
        view = null;
    }

    int size() {
        return size;
    }

    /** Returns the recipients as they are now: the same object as long as none is added. */
    View view() {
        if (view == null) {
            view = new View(addresses, requests, size);
        }
        return view;
    }

    /** The recipients at one moment; immutable, and safe for use by several threads. */
    static final class View extends AbstractList<SmtpAddress> implements RandomAccess {

        private final SmtpAddress[] addresses;
        private final SmtpDsnRequest[] requests;
        private final int size;
        /** Made when it is needed. Threads may make it twice: the map is the same, and immutable. */
        private Map<SmtpAddress, SmtpDsnRequest> requestsByAddress;

        private View(SmtpAddress[] addresses, SmtpDsnRequest[] requests, int size) {
            this.addresses = addresses;
            this.requests = requests;
            this.size = size;
        }

        @Override
        public SmtpAddress get(int index) {
            return addresses[Objects.checkIndex(index, size)];
        }

        @Override
        public int size() {
            return size;
        }

        /** Returns the first request for the address; {@link SmtpDsnRequest#NONE} if there is none. */
        SmtpDsnRequest dsnRequest(SmtpAddress address) {
            if (requests == null) {
                return SmtpDsnRequest.NONE;
            }
            Map<SmtpAddress, SmtpDsnRequest> byAddress = requestsByAddress;
            if (byAddress == null) {
                byAddress = byAddress();
                requestsByAddress = byAddress;
            }
            return byAddress.getOrDefault(address, SmtpDsnRequest.NONE);
        }

        private Map<SmtpAddress, SmtpDsnRequest> byAddress() {
            Map<SmtpAddress, SmtpDsnRequest> byAddress = new HashMap<>();
            for (int i = 0; i < size; i++) {
                if (requests[i] != null) {
                    byAddress.putIfAbsent(addresses[i], requests[i]);
                }
            }
            return Map.copyOf(byAddress);
        }
    }
}
