package org.smtpconnector.sample.sink.brokers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The conversation of a broker's process with the test that has started it. The process prints {@code ready}. For each line of its
 * input it prints lines, then a line with a dot. It ends when its input ends, so that no broker outlives its test.
 */
final class Commands {

    private Commands() {}

    /** Answers one command. */
    interface Command {
        List<String> answer(String line) throws Exception;
    }

    /** Ends the process if the broker cannot start: the threads that it leaves would keep the process alive. */
    static void exitOnFailure() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
    }

    static void serve(Command command) throws IOException {
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                command.answer(line).forEach(System.out::println);
            } catch (Exception e) {
                System.out.println("failed: " + e);
            }
            System.out.println(".");
        }
    }
}
