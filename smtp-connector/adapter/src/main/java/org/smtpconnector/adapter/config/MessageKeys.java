package org.smtpconnector.adapter.config;

import java.nio.file.Path;
import java.util.List;

/** The keys of messages, and of the memory and files that keep them until they are delivered. */
public final class MessageKeys {

    public static final Key<Long> MAX_MESSAGE_SIZE = Key.inherited(
            "max-message-size",
            Type.size(64 * 1024, 1L << 40), // RFC 5321 section 4.5.3.1.7: at least 64K
            "25M",
            "The maximum size of a message. A larger message is answered 552.");

    public static final Key<Boolean> RECEIVED_HEADER = Key.inherited(
            "received-header",
            Type.BOOLEAN,
            "true",
            "Whether the adapter puts a `Received` field before the header of each message.");

    public static final Key<Integer> SPOOL_MEMORY_THRESHOLD = Key.inherited(
            "spool.memory-threshold",
            Type.size(0, 1 << 30).map(Long::intValue),
            "256K",
            "The size up to which a message is kept on the heap. A larger message goes to a temporary file.");

    public static final Key<Long> SPOOL_DISK_BUDGET = Key.inherited(
            "spool.disk-budget",
            Type.size(0, 1L << 50).or(Type.UNLIMITED, Long.MAX_VALUE),
            "10G",
            "The maximum size of all temporary files of a listener together. If this or the space on the disk is too"
                    + " small for a message, the reply is 452, at MAIL already if the client gives the `SIZE`.");

    public static final Key<Path> SPOOL_DIRECTORY = Key.inherited(
            "spool.directory",
            Type.DIRECTORY,
            Type.TEMPORARY_DIRECTORY,
            "The directory for temporary files. `auto` is the temporary directory of the Java virtual machine.");

    static final Section SECTION = new Section(
            "Messages",
            List.of(MAX_MESSAGE_SIZE, RECEIVED_HEADER, SPOOL_MEMORY_THRESHOLD, SPOOL_DISK_BUDGET, SPOOL_DIRECTORY));

    private MessageKeys() {}
}
