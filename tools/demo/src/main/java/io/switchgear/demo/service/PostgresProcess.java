// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo.service;

import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A PostgreSQL that can be made to fail: it hangs by SIGSTOP and is killed by SIGKILL. It cannot count calls. Not
 * thread-safe.
 */
public final class PostgresProcess implements Breakable {
    private final PostgresServer server;
    private ServiceMode mode = ServiceMode.HEALTHY;

    private PostgresProcess(PostgresServer server) {
        this.server = server;
    }

    /** Starts an empty database on a free port, and returns when it answers. */
    public static PostgresProcess start() throws IOException {
        return new PostgresProcess(PostgresServer.start());
    }

    @Override
    public String address() {
        return server.url();
    }

    /** {@return the id of its main process, which changes when it is killed and restarted} */
    @Override
    public long pid() {
        try {
            return server.pid();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Optional<Hits> enter(ServiceMode next) throws IOException {
        if (mode != ServiceMode.KILLED && !server.isRunning()) {
            throw new IOException("the PostgreSQL at " + server.url() + " has ended unexpectedly");
        }
        switch (next) {
            case HEALTHY -> {
                if (mode == ServiceMode.KILLED) {
                    server.startAgain();
                } else {
                    server.thaw();
                }
            }
            case HANGING -> server.freeze();
            case KILLED -> server.kill();
            case ANSWERING_503, FAILING_IN_PART -> throw new IllegalArgumentException("a database does not answer 503");
        }
        mode = next;
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException stillThere) {
            throw new UncheckedIOException(stillThere);
        }
    }
}
