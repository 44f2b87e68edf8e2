package org.smtpconnector.protocol.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds CR and LF, eight octets at a time. */
final class LineScanner {

    private static final long CRS = 0x0D0D0D0D0D0D0D0DL;
    private static final long LFS = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_SEVEN = 0x7F7F7F7F7F7F7F7FL;

    private LineScanner() {}

    /**
     * The index of the first CR or LF.
     *
     * @return an absolute index; {@code end} if there is none
     */
    static int find(ByteBuffer in, int start, int end) {
        int i = start;
        boolean bigEndian = in.order() == ByteOrder.BIG_ENDIAN;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long octets = in.getLong(i);
            long found = zeros(octets ^ CRS) | zeros(octets ^ LFS);
            if (found != 0) {
                int bits = bigEndian ? Long.numberOfLeadingZeros(found) : Long.numberOfTrailingZeros(found);
                return i + bits / Byte.SIZE;
            }
        }
        for (; i < end; i++) {
            byte b = in.get(i);
            if (b == '\r' || b == '\n') {
                return i;
            }
        }
        return end;
    }

    /** The top bit of each octet that is zero, and no other bit: exact for every octet, unlike the shorter formula. */
    private static long zeros(long octets) {
        return ~(((octets & LOW_SEVEN) + LOW_SEVEN) | octets | LOW_SEVEN);
    }
}
