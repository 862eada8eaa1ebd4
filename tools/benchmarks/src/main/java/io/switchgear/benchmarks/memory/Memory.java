// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.memory;

import io.switchgear.toolkit.ChildJvm;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures what breakers take of the heap, in a JVM of its own that believes it has 16 processors. Stateless. */
public final class Memory {
    private static final List<String> OPTIONS = List.of(
            "-XX:ActiveProcessorCount=16",
            "-Xmx3g",
            // The objects of records and lambdas hide their layout; this way it is found nevertheless.
            "-Djol.magicFieldOffset=true",
            "-XX:+EnableDynamicAgentLoading",
            "-Djdk.attach.allowAttachSelf=true");

    private Memory() {}

    /** Measures all footprints, with so many changes of state. */
    public static Map<Footprint, Long> measure(long changes) throws IOException {
        Map<Footprint, Long> found = new EnumMap<>(Footprint.class);
        try (ChildJvm jvm = ChildJvm.start(OPTIONS, MemoryProcess.class, Long.toString(changes))) {
            jvm.lines().forEach(line -> add(found, line.split("=", 2)));
            if (jvm.exitCode() != 0) {
                throw new IOException("the JVM that measures memory ended with " + jvm.exitCode());
            }
        }
        return found;
    }

    private static void add(Map<Footprint, Long> found, String... pair) {
        if (pair.length == 2 && isFootprint(pair[0])) {
            found.put(Footprint.valueOf(pair[0]), Long.parseLong(pair[1]));
        }
    }

    /** Not the text that JOL prints by itself. */
    private static boolean isFootprint(String name) {
        return List.of(Footprint.values()).stream().anyMatch(each -> each.name().equals(name));
    }
}
