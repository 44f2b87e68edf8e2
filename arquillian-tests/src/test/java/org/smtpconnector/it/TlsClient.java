package org.smtpconnector.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.it.inbox.Program;

/**
 * Programs that speak SMTP over TLS. With STARTTLS each verifies the certificate; where connections begin with TLS it is one
 * that the adapter has made, so they do not.
 */
enum TlsClient {
    OPENSSL("openssl", "openssl") {
        @Override
        List<String> command(boolean implicit, boolean auth, int port, Path ca) {
            List<String> command = words("openssl s_client -quiet -crlf -CAfile " + ca + " -connect 127.0.0.1:" + port);
            command.addAll(words(implicit ? "" : "-starttls smtp -verify_return_error -verify_ip 127.0.0.1"));
            return command;
        }
    },
    GNUTLS("gnutls-cli", "gnutls-bin") {
        @Override
        List<String> command(boolean implicit, boolean auth, int port, Path ca) {
            return words("gnutls-cli --port=" + port + " --x509cafile=" + ca
                    + (implicit ? " --insecure" : " --starttls-proto=smtp --verify-hostname=localhost") + " 127.0.0.1");
        }
    },
    SWAKS("swaks", "swaks") {
        @Override
        void require() throws IOException, InterruptedException {
            super.require();
            Program.requirePerl("Net::SSLeay", "libnet-ssleay-perl");
        }

        @Override
        List<String> command(boolean implicit, boolean auth, int port, Path ca) {
            return words(
                    "swaks --server 127.0.0.1:" + port + " --from a@example.org --to b@example.org --data - --silent"
                            + (implicit ? " --tlsc" : " --tls --tls-verify --tls-ca-path " + ca)
                            + (auth ? " --auth --auth-user mailer --auth-password secret" : ""));
        }
    },
    MSMTP("msmtp", "msmtp") {
        @Override
        List<String> command(boolean implicit, boolean auth, int port, Path ca) {
            return words("msmtp --file=/dev/null --host=127.0.0.1 --port=" + port + " --from=a@example.org --tls=on"
                    + (implicit
                            ? " --tls-starttls=off --tls-certcheck=off"
                            : " --tls-starttls=on --tls-certcheck=on --tls-trust-file=" + ca)
                    + (auth ? " --auth=plain --user=mailer --passwordeval=echo${IFS}secret" : " --auth=off")
                    + " -- b@example.org");
        }
    },
    CURL("curl", "curl") {
        @Override
        List<String> command(boolean implicit, boolean auth, int port, Path ca) {
            return words("curl --silent --show-error --ssl-reqd --mail-from a@example.org --mail-rcpt b@example.org"
                    + " --upload-file -"
                    + (implicit ? " --insecure smtps://127.0.0.1:" : " --cacert " + ca + " smtp://127.0.0.1:") + port
                    + (auth ? " --user mailer:secret" : ""));
        }
    },
    SMTPLIB("python3", "python3") {
        @Override
        List<String> command(boolean implicit, boolean auth, int port, Path ca) {
            return List.of(
                    "python3",
                    "-c",
                    """
                    import smtplib, ssl, sys
                    implicit, auth, port, ca = sys.argv[1] == 'true', sys.argv[2] == 'true', int(sys.argv[3]), sys.argv[4]
                    if implicit:
                        context = ssl._create_unverified_context()
                        client = smtplib.SMTP_SSL('127.0.0.1', port, 'client.example', context=context)
                    else:
                        client = smtplib.SMTP('127.0.0.1', port, 'client.example')
                        client.starttls(context=ssl.create_default_context(cafile=ca))
                    with client:
                        if auth:
                            client.login('mailer', 'secret')
                        client.sendmail('a@example.org', ['b@example.org'], sys.stdin.buffer.read())
                    """,
                    String.valueOf(implicit),
                    String.valueOf(auth),
                    String.valueOf(port),
                    ca.toString());
        }
    };

    private final String program;
    private final String debianPackage;

    TlsClient(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    abstract List<String> command(boolean implicit, boolean auth, int port, Path ca);

    /** Returns the input of the program: a message, or all that is to be said if it knows nothing of SMTP. */
    String input(boolean auth, String subject) {
        String message = "Subject: " + subject + "\n\nx\n";
        String text = this != OPENSSL && this != GNUTLS
                ? message
                : "EHLO client.example\n" + (auth ? "AUTH PLAIN AG1haWxlcgBzZWNyZXQ=\n" : "")
                        + "MAIL FROM:<a@example.org>\nRCPT TO:<b@example.org>\nDATA\n" + message + ".\nQUIT\n";
        // Some send what they are given, the others make every line end as it has to.
        return this == GNUTLS || this == CURL || this == SMTPLIB ? text.replace("\n", "\r\n") : text;
    }

    void require() throws IOException, InterruptedException {
        Program.require(program, debianPackage);
    }

    private static List<String> words(String line) {
        return new ArrayList<>(line.isBlank() ? List.of() : List.of(line.trim().split(" +", -1)));
    }
}
