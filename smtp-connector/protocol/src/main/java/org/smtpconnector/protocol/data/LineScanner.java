package org.smtpconnector.protocol.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the line endings that need a closer look, eight octets at a time: most are a CRLF with a line behind it that does not begin with
 * a dot, and those are passed over. So short lines cost no more than long ones.
 */
final class LineScanner {

    private static final long CRS = 0x0D0D0D0D0D0D0D0DL;
    private static final long LFS = 0x0A0A0A0A0A0A0A0AL;
    private static final long DOTS = 0x2E2E2E2E2E2E2E2EL;
    private static final long SIXTEENS = 0x1010101010101010L;
    private static final long LOW_SEVEN = 0x7F7F7F7F7F7F7F7FL;
    private static final long TOP = 0x8080808080808080L;

    /** The shift from an octet to the next, and from the last octet of eight to the first. */
    private static final int NEXT = Byte.SIZE;

    private static final int WRAP = Long.SIZE - Byte.SIZE;

    private LineScanner() {}

    /**
     * Returns the index of the first CR or LF that may be anything but a part of a CRLF, or that is followed by a dot or by the
     * end. All CR and LF before it are parts of a CRLF with another octet than a dot behind it.
     *
     * @param start the index of the first octet; that octet is no line feed that belongs to a CR before it
     * @return an absolute index; {@code end} if there is no such CR or LF
     */
    static int find(ByteBuffer in, int start, int end) {
        boolean bigEndian = in.order() == ByteOrder.BIG_ENDIAN;
        long afterCr = 0; // the top bit of the first octet, if the octet before it is a CR
        long afterLf = 0;
        int i = start;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long octets = in.getLong(i);
            octets = bigEndian ? Long.reverseBytes(octets) : octets; // the first octet is the lowest
            boolean noControls = ((octets - SIXTEENS) & ~octets & TOP) == 0;
            if (noControls && (afterCr | afterLf) == 0) {
                continue;
            }
            long cr = zeros(octets ^ CRS);
            long lf = zeros(octets ^ LFS);
            boolean pairs = lf == (cr << NEXT | afterCr);
            if (!pairs || (zeros(octets ^ DOTS) & (lf << NEXT | afterLf)) != 0) {
                break;
            }
            afterCr = cr >>> WRAP;
            afterLf = lf >>> WRAP;
        }
        if ((afterCr | afterLf) != 0) {
            return i - (afterLf == 0 ? 1 : 2); // that CR, or the CR of that LF
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
