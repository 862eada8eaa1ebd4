// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchgear.toolkit.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code demo --json} in a process of its own, as a user runs it. Not thread-safe. */
final class DemoProcess implements AutoCloseable {
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(90);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ChildJvm process;
    private final List<JsonNode> read = new ArrayList<>();
    private final Set<ProcessHandle> children = new HashSet<>();

    private DemoProcess(ChildJvm process) {
        this.process = process;
    }

    static DemoProcess start(String... options) throws IOException {
        String[] arguments =
                Stream.concat(Stream.of("demo", "--json"), Stream.of(options)).toArray(String[]::new);
        return new DemoProcess(ChildJvm.start(DemoCommand.class, arguments).forAtMost(LONGEST_LIFE));
    }

    ChildJvm process() {
        return process;
    }

    /** Reads on to the next event of that name. */
    JsonNode next(String name) throws IOException {
        for (String line = process.line(); line != null; line = process.line()) {
            JsonNode event = MAPPER.readTree(line);
            read.add(event);
            if (event.path("event").asText().equals(name)) {
                return event;
            }
        }
        throw new AssertionError("no event " + name + " in the rest of " + read);
    }

    /** All events, read to the end. */
    List<JsonNode> all() throws IOException {
        for (String line = process.line(); line != null; line = process.line()) {
            read.add(MAPPER.readTree(line));
            process.handle().descendants().forEach(children::add);
        }
        return read;
    }

    /** All processes that it was seen to have, while {@link #all()} was reading. */
    Set<ProcessHandle> children() {
        return children;
    }

    static boolean isListening(JsonNode start) {
        URI uri = URI.create(start.get("url").asText().replaceFirst("^jdbc:", ""));
        try (Socket socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Where the real thing keeps its data, if it has a folder for that; to be asked while it runs. */
    static List<Path> dataFolders(JsonNode start) {
        ProcessHandle process =
                ProcessHandle.of(start.get("servicePid").asLong()).orElseThrow();
        // Those of a Java process with a long class path are not told; those of a PostgreSQL are.
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        return IntStream.range(1, arguments.size())
                .filter(i -> arguments.get(i - 1).equals("-D"))
                .mapToObj(i -> Path.of(arguments.get(i)))
                .toList();
    }

    static boolean isRunning(JsonNode start) {
        return ProcessHandle.of(start.get("servicePid").asLong())
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    @Override
    public void close() {
        process.close();
    }
}
