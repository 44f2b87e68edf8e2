package org.smtpconnector.sample.search;

import java.util.List;

/** Where the index gets its entries from. */
public interface IndexSource {

    /**
     * Reads entries.
     *
     * @param before only those with a smaller id
     * @param limit at most so many
     * @return newest first; fewer than the limit if there are no more
     */
    List<IndexEntry> entries(long before, int limit);
}
