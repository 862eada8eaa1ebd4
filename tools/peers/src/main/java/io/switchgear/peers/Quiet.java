package io.switchgear.peers;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Keeps what the libraries have to say out of the table. */
final class Quiet {
    private Quiet() {}

    /** For the rest of the process. Whoever wants to print has taken hold of {@code System.out} before. */
    static void please() {
        // Ours logs each function that throws, as it should; the scenarios have many.
        LogManager.getLogManager().reset();
        // Sentinel greets there.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
