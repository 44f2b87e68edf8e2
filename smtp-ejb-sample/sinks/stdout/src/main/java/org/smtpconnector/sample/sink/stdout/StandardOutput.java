package org.smtpconnector.sample.sink.stdout;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.AccessTimeout;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** The standard output of the server's process. The container lets one line be written at a time. */
@Singleton
@Startup
public class StandardOutput {

    static final String MAX_CONTENT_KEY = "sink.stdout.max-content";

    private static final int DEFAULT_MAX_CONTENT = 64 * 1024;
    private static final int LIMIT = 16 * 1024 * 1024;

    /** The descriptor itself: servers replace {@code System.out} by their log, and a {@code PrintStream} hides errors. */
    private final OutputStream out;

    private int maxContent;

    /** Is called by the container. */
    public StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    @PostConstruct
    void configure() {
        String value = ConfigProvider.getConfig()
                .getOptionalValue(MAX_CONTENT_KEY, String.class)
                .orElse(String.valueOf(DEFAULT_MAX_CONTENT));
        try {
            maxContent = Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            throw wrong(value, e);
        }
        if (maxContent < 0 || maxContent > LIMIT) {
            throw wrong(value, null);
        }
    }

    private static IllegalArgumentException wrong(String value, Throwable cause) {
        return new IllegalArgumentException(
                MAX_CONTENT_KEY + " is \"" + value + "\", but must be a number of octets from 0 to " + LIMIT, cause);
    }

    /** Returns the number of octets of a message's content that are printed. */
    @Lock(LockType.READ)
    public int maxContent() {
        return maxContent;
    }

    /**
     * Writes one line as a whole. If the process that reads the output does not read, the line waits; the lines after it give up
     * after some seconds, and their senders hear 451.
     */
    @Lock(LockType.WRITE)
    @AccessTimeout(value = 20, unit = TimeUnit.SECONDS)
    public void write(byte[] line) throws IOException {
        out.write(line);
        out.flush();
    }
}
