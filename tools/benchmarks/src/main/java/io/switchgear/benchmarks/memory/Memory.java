package io.switchgear.benchmarks.memory;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures the heap use of breakers, in a separate JVM that is configured for 16 processors. Stateless. */
public final class Memory {
    private static final List<String> OPTIONS = List.of(
            "-XX:ActiveProcessorCount=16",
            "-Xmx3g",
            // Records and lambdas hide their layout; this option finds it nevertheless.
            "-Djol.magicFieldOffset=true",
            "-XX:+EnableDynamicAgentLoading",
            "-Djdk.attach.allowAttachSelf=true");

    private Memory() {}

    /** Measures all footprints, with a number of state changes. */
    public static Map<Footprint, Long> measure(long changes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MemoryProcess.class.getName()));
        command.add(Long.toString(changes));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<Footprint, Long> found = new EnumMap<>(Footprint.class);
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().map(line -> line.split("=", 2)).forEach(pair -> add(found, pair));
        }
        if (process.waitFor() != 0) {
            throw new IOException("the JVM that measures memory ended with " + process.exitValue()
                    + "; it was started by " + command.stream().collect(Collectors.joining(" ")));
        }
        return found;
    }

    private static void add(Map<Footprint, Long> found, String... pair) {
        if (pair.length == 2 && isFootprint(pair[0])) {
            found.put(Footprint.valueOf(pair[0]), Long.parseLong(pair[1]));
        }
    }

    /** Whether a line is a footprint, and not JOL's own output. */
    private static boolean isFootprint(String name) {
        return List.of(Footprint.values()).stream().anyMatch(each -> each.name().equals(name));
    }
}
