// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import io.switchgear.toolkit.ChildJvm;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/** Commands to the process of a service, and what it says. Used by one thread; another one reads its output. */
final class Conversation {
    private static final String ENDED = "";

    private final ChildJvm child;
    private final BiConsumer<String, String> reports;
    /** Its lines that are not reports; {@link #ENDED} after the last. */
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private final Thread reader = new Thread(this::read, "service-output");
    private final int port;

    private Conversation(ChildJvm child, BiConsumer<String, String> reports) throws IOException {
        this.child = child;
        this.reports = reports;
        reader.setDaemon(true);
        reader.start();
        this.port = Integer.parseInt(answer());
    }

    /** Returns when it listens. */
    static Conversation with(ChildJvm child, BiConsumer<String, String> reports) throws IOException {
        try {
            return new Conversation(child, reports);
        } catch (IOException | RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    ChildJvm child() {
        return child;
    }

    int port() {
        return port;
    }

    /** Returns when it has heard it, and all that it had to report before has been reported. */
    void command(String line) throws IOException {
        child.say(line);
        answer();
    }

    private String answer() throws IOException {
        try {
            String line = answers.take();
            if (!line.equals(ENDED)) {
                return line;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the service's process", stop);
        }
        throw new IOException(
                "the service's process " + child.handle().pid() + " ended with exit code " + child.exitCode());
    }

    private void read() {
        try {
            for (String line = child.line(); line != null; line = child.line()) {
                String[] words = line.split(" ", 3);
                if (words.length == 3 && words[0].equals(ServiceMain.REPORT)) {
                    reports.accept(words[1], words[2]);
                } else if (words.length == 1) {
                    answers.add(line);
                }
            }
        } catch (IOException | RuntimeException broken) {
            // Lines that a killed process was about to print are lost; a request that is not reported makes no check
            // fail.
        } finally {
            answers.add(ENDED);
        }
    }

    /** Kills it; returns when it is gone and all it said has been read. */
    void end() {
        child.kill();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
