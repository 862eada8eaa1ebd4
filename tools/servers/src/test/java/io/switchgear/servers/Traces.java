// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a server could leave behind: processes, its folder, shared memory. Immutable. */
record Traces(List<ProcessHandle> processes, Path folder, String sharedMemory) {
    private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");

    static Traces of(Path data) throws IOException {
        Path running = PostgresProcesses.file(data);
        Path file = Files.exists(running) ? running : data.resolveSibling(CleanUp.OF_KILLED);
        String key = Files.readAllLines(file).get(6).strip();
        return new Traces(
                new PostgresProcesses(data).list(), data.getParent(), key.substring(key.lastIndexOf(' ') + 1));
    }

    /** What is still there, in words. */
    List<String> left() throws IOException {
        List<String> left = new ArrayList<>();
        processes.stream()
                .filter(PostgresProcesses::isPostgres)
                .map(Object::toString)
                .forEach(left::add);
        if (Files.exists(folder)) {
            left.add(folder.toString());
        }
        // Linux shows them; elsewhere only processes and folder are looked at.
        if (Files.exists(SEGMENTS)) {
            Files.readAllLines(SEGMENTS).stream()
                    .filter(line -> line.strip().split(" +")[1].equals(sharedMemory))
                    .map(line -> String.format(Locale.ROOT, "shared memory %s", sharedMemory))
                    .forEach(left::add);
        }
        return left;
    }
}
