package org.smtpconnector.it.inbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Programs that send a message they are given, and what each is known to make of it. */
enum MailClient {
    /** Sends the octets of its input, with the transparency dots. */
    CURL("curl") {
        @Override
        List<String> command(int port, String recipient, Path file) {
            return List.of(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--max-time",
                    "170",
                    "smtp://127.0.0.1:" + port,
                    "--mail-from",
                    SENDER,
                    "--mail-rcpt",
                    recipient,
                    "--upload-file",
                    file.toString());
        }
    },
    /** Makes every line end CRLF, and adds an empty line at the end. */
    SWAKS("swaks") {
        @Override
        List<String> command(int port, String recipient, Path file) {
            return List.of(
                    "swaks",
                    "--server",
                    "127.0.0.1:" + port,
                    "--helo",
                    "client.example",
                    "--from",
                    SENDER,
                    "--to",
                    recipient,
                    "--data",
                    "@" + file,
                    "--timeout",
                    "170",
                    "--silent");
        }
    },
    /** A sendmail: line ends are LF in its input, and CRLF on the wire. */
    MSMTP("msmtp") {
        @Override
        List<String> command(int port, String recipient, Path file) {
            return List.of(
                    "msmtp",
                    "--file=/dev/null",
                    "--host=127.0.0.1",
                    "--port=" + port,
                    "--domain=client.example",
                    "--from=" + SENDER,
                    "--",
                    recipient);
        }

        @Override
        byte[] input(byte[] content) {
            return new String(content, StandardCharsets.ISO_8859_1)
                    .replace("\r\n", "\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    },
    /** Python. Makes every line end CRLF. */
    SMTPLIB("python3") {
        @Override
        List<String> command(int port, String recipient, Path file) {
            return List.of(
                    "python3",
                    "-c",
                    """
                    import smtplib, sys
                    with smtplib.SMTP('127.0.0.1', int(sys.argv[1]), 'client.example', 170) as client:
                        client.sendmail(sys.argv[2], [sys.argv[3]], sys.stdin.buffer.read())
                    """,
                    String.valueOf(port),
                    SENDER,
                    recipient);
        }
    };

    private static final String SENDER = "sender@example.org";

    private final String debianPackage;

    MailClient(String debianPackage) {
        this.debianPackage = debianPackage;
    }

    /** Returns the command to run; the file is its standard input, too. */
    abstract List<String> command(int port, String recipient, Path file);

    /** The content as this client wants it. */
    byte[] input(byte[] content) {
        return content;
    }

    void require() {
        Program.require(command(0, "", Path.of("")).get(0), debianPackage);
    }

    /** A recipient that no other client and content have. */
    String recipient(Content content) {
        return (name() + '-' + content.name()).toLowerCase(Locale.ROOT) + "@example.org";
    }
}
