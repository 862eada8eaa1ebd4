// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Keeps the output of the libraries out of the table. */
final class Quiet {
    private Quiet() {}

    /** Silences them for the rest of the process. Code that wants to print must have saved {@code System.out} before. */
    static void please() {
        // Ours logs each function that throws, by design; the scenarios have many.
        LogManager.getLogManager().reset();
        // Sentinel prints a greeting there.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
