package org.smtpconnector.inbox.search;

import java.io.IOException;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.MergeTrigger;

/** Merges files of the index on the thread that asks for it: no threads that the container does not know, no delivery that waits. */
final class MergesWhenAsked extends MergeScheduler {

    @Override
    public synchronized void merge(MergeSource source, MergeTrigger trigger) throws IOException {
        if (trigger != MergeTrigger.EXPLICIT) {
            return;
        }
        for (MergePolicy.OneMerge merge = source.getNextMerge(); merge != null; merge = source.getNextMerge()) {
            source.merge(merge);
        }
    }

    @Override
    public void close() {
        // nothing runs but what is asked for
    }
}
