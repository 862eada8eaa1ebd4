// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import io.switchgear.Permit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A connection whose use, between leaving the pool and coming back, is one call. Used by one thread at a time, as any
 * connection.
 */
final class GuardedConnection extends Connection {
    private static final Set<ProtocolCommand> ENDLESS =
            Set.of(Command.SUBSCRIBE, Command.PSUBSCRIBE, Command.SSUBSCRIBE, Command.MONITOR);

    /** The call; absent while the connection is in the pool, and for single commands. */
    private @Nullable Permit permit;

    private boolean asked;
    private boolean answered;
    private boolean endless;
    /** An error by which the server answered. */
    private @Nullable Throwable error;

    private GuardedConnection(Maker maker) {
        super(maker);
    }

    void begin(Permit admitted) {
        permit = admitted;
        asked = false;
        answered = false;
        endless = false;
        error = null;
    }

    @Override
    public void sendCommand(CommandArguments command) {
        asked = true;
        endless |= ENDLESS.contains(command.getCommand());
        try {
            super.sendCommand(command);
        } catch (Throwable thrown) {
            threw(thrown);
            throw thrown;
        }
    }

    @Override
    protected void flush() {
        try {
            super.flush();
        } catch (Throwable thrown) {
            threw(thrown);
            throw thrown;
        }
    }

    @Override
    protected Object readProtocolWithCheckingBroken() {
        Object answer;
        try {
            answer = super.readProtocolWithCheckingBroken();
        } catch (Throwable thrown) {
            threw(thrown);
            throw thrown;
        }
        answered = true;
        if (permit != null) {
            permit.progressed();
            if (endless) {
                permit.returned(null);
            }
        }
        return answer;
    }

    /** A failure settles the call at once; an error that is an answer waits for what may be worse. */
    private void threw(Throwable thrown) {
        if (thrown instanceof JedisDataException && !JedisClassifier.isFailure(thrown)) {
            error = thrown;
        } else if (permit != null) {
            permit.threw(thrown);
        }
    }

    /** Settles first: in the pool the connection may be another's. */
    @Override
    public void close() {
        Permit ending = permit;
        permit = null;
        if (ending != null) {
            settle(ending);
        }
        super.close();
    }

    private void settle(Permit ending) {
        if (error != null) {
            ending.threw(error);
        } else if (answered) {
            ending.returned(null);
        } else if (asked) {
            ending.close();
        } else {
            ending.ignore();
        }
    }

    /** Makes them for a factory. */
    static final class Maker extends Connection.Builder {
        @Override
        protected Connection createConnection() {
            return new GuardedConnection(this);
        }
    }
}
