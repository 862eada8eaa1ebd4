// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.switchgear.Registration;
import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.Lease;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import io.switchgear.time.Ticker;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A store of a fleet in Redis 6.2 or later, through Lettuce 7.
 *
 * <pre>{@code
 * LettuceStore store = LettuceStore.of(redisClient, redisUri);
 * Fleet fleet = Fleet.of("shop", store).join(registry);
 * }</pre>
 *
 * <p>It has two connections of its own, for commands and for changes. They are made at the first use, and share the threads
 * of the application's client, whose options stay as they are. Redis alone and behind Sentinel; a Redis Cluster is not
 * supported yet. No call waits for Redis: at most 1,024 commands are under way, further ones fail at once, and so does every
 * command while there is no connection. The first command after a pause of at most 2 s makes another one. A connection that has not answered for three seconds is replaced. Thread-safe. Close
 * it after the fleets that use it, and before the client.
 *
 * @since 0.1
 */
public final class LettuceStore implements FleetStore, AutoCloseable {
    /** Commands under way. All breakers of an instance may report at the same time. */
    private static final int MOST_IN_FLIGHT = 1_024;

    /** The time without an answer, while commands are under way, after which a connection is replaced. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Ticker ticker = Ticker.system();
    private final RedisClient own;
    private final Connection<StatefulRedisConnection<String, String>> commands;
    private final Channels channels;
    private final Script script = new Script();
    private final AtomicInteger inFlight = new AtomicInteger();
    /** When the last answer came, or the first of the commands under way was sent. */
    private volatile long lastSignNanos;

    private LettuceStore(RedisClient client, RedisURI uri) {
        // Resources that are shared, and not a changed copy of them: to end such a copy stops the timer of the others.
        this.own = RedisClient.create(client.getResources());
        own.setOptions(client.getOptions()
                .mutate()
                // Commands under way fail with their connection, instead of being sent again by the next one.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                // A command that has timed out there would still wait for its answer, but no longer be counted here.
                .timeoutOptions(TimeoutOptions.create())
                .build());
        this.commands = new Connection<>(() -> own.connectAsync(StringCodec.UTF8, uri));
        this.channels = new Channels(() -> own.connectPubSubAsync(StringCodec.UTF8, uri));
    }

    /**
     * Creates a store. Does not connect yet.
     *
     * @param client the application's client, whose threads and options are used, except those about reconnecting and
     *     timeouts
     * @param uri the Redis, or its Sentinels
     * @return a new store
     */
    public static LettuceStore of(RedisClient client, RedisURI uri) {
        return new LettuceStore(Objects.requireNonNull(client, "client"), Objects.requireNonNull(uri, "uri"));
    }

    @Override
    public CompletionStage<FleetRecord> report(Scope scope, Report report) {
        return run(
                scope,
                "report",
                report.instance(),
                report.active() ? "1" : "0",
                report.vote() ? "1" : "0",
                Long.toString(report.seenVersion()));
    }

    @Override
    public CompletionStage<FleetRecord> move(Scope scope, long seenVersion, Move move) {
        return change(scope, "move", Long.toString(seenVersion), move);
    }

    @Override
    public CompletionStage<FleetRecord> complete(Scope scope, String token, Move move) {
        return change(scope, "complete", token, move);
    }

    private CompletionStage<FleetRecord> change(Scope scope, String operation, String condition, Move move) {
        return run(
                scope,
                operation,
                condition,
                move.to().name(),
                Long.toString(move.lasts().toMillis()),
                Integer.toString(move.attempt()),
                move.by(),
                move.why(),
                Long.toString(move.notAfterMillis()),
                Keys.channel(scope.fleet(), scope.group()),
                scope.breaker());
    }

    @Override
    public CompletionStage<FleetRecord> lease(Scope scope, Lease lease) {
        return run(
                scope,
                "lease",
                lease.instance(),
                lease.token(),
                Long.toString(lease.ttl().toMillis()),
                Long.toString(lease.notAfterMillis()));
    }

    private CompletionStage<FleetRecord> run(Scope scope, String... arguments) {
        channels.keepUp();
        long now = ticker.nanos();
        if (inFlight.get() == 0) {
            lastSignNanos = now; // before the command counts, so that no other finds it waiting since long ago
        } else if (now - lastSignNanos > STALE_NANOS) {
            lastSignNanos = now;
            commands.reset();
        }
        if (inFlight.getAndIncrement() >= MOST_IN_FLIGHT) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new IllegalStateException(MOST_IN_FLIGHT + " commands wait for Redis already"));
        }
        return commands.get()
                .thenCompose(connection -> script.run(connection, Keys.of(scope), arguments))
                .whenComplete((answer, thrown) -> {
                    if (thrown == null) {
                        lastSignNanos = ticker.nanos();
                    }
                    inFlight.decrementAndGet();
                })
                .thenApply(Reply::read);
    }

    @Override
    public Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
        return channels.watch(fleet, group, changes);
    }

    /** Closes the two connections, not the client. Commands under way fail. */
    @Override
    public void close() {
        commands.close();
        channels.close();
        CompletionStage<Void> unused = own.shutdownAsync(0, 0, TimeUnit.MILLISECONDS);
    }
}
