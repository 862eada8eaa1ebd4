// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.switchgear.Registration;
import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.Lease;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A store of a fleet in Redis, through Lettuce. Tested with Redis 6.2; the script uses nothing that is newer.
 *
 * <pre>{@code
 * LettuceStore store = LettuceStore.of(redisClient, redisUri);
 * Fleet fleet = Fleet.of("shop", store).join(registry);
 * }</pre>
 *
 * <p>It makes two connections of its own with the application's client, one for commands and one for changes, and never
 * waits for them. While there is no connection, or 32 commands are on their way, further ones fail at once instead of being
 * queued. Thread-safe. Close it after the fleets that use it; the client stays open.
 *
 * @since 0.1
 */
public final class LettuceStore implements FleetStore, AutoCloseable {
    private static final int MOST_UNDER_WAY = 32;
    /** After this time a command has lost its place; the fleet has given it up long before. */
    private static final long FORGOTTEN_MILLIS = 1_000;

    private static final String SCRIPT = read("fleet.lua");

    private final Lazily<StatefulRedisConnection<String, String>> commands;
    private final Lazily<StatefulRedisPubSubConnection<String, String>> changes;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);

    private LettuceStore(RedisClient client, RedisURI uri) {
        this.commands = new Lazily<>(() -> client.connectAsync(StringCodec.UTF8, uri));
        this.changes = new Lazily<>(() -> client.connectPubSubAsync(StringCodec.UTF8, uri));
    }

    /**
     * Creates a store. Connects when it is first used, and again when that has failed.
     *
     * @param client the application's client
     * @param uri the address of the Redis
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
                Names.escaped(report.instance()),
                report.active() ? "1" : "0",
                report.vote() ? "1" : "0",
                Long.toString(report.seenVersion()));
    }

    @Override
    public CompletionStage<FleetRecord> move(Scope scope, long seenVersion, Move move) {
        return run(scope, "move", fields(Long.toString(seenVersion), move));
    }

    @Override
    public CompletionStage<FleetRecord> lease(Scope scope, Lease lease) {
        return run(
                scope,
                "lease",
                Names.escaped(lease.instance()),
                lease.token(),
                Long.toString(lease.ttl().toMillis()),
                Long.toString(lease.notAfterMillis()));
    }

    @Override
    public CompletionStage<FleetRecord> complete(Scope scope, String token, Move move) {
        return run(scope, "complete", fields(token, move));
    }

    private static String[] fields(String condition, Move move) {
        return new String[] {
            condition,
            Long.toString(move.notAfterMillis()),
            move.to().name(),
            Long.toString(move.lasts().toMillis()),
            Integer.toString(move.attempt()),
            Names.escaped(move.by()),
            Names.escaped(move.why())
        };
    }

    private CompletionStage<FleetRecord> run(Scope scope, String operation, String... fields) {
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException(MOST_UNDER_WAY + " commands are on their way to Redis already"));
        }
        List<String> arguments = new ArrayList<>(
                List.of(operation, Names.channel(scope.fleet(), scope.group()), Names.escaped(scope.breaker())));
        arguments.addAll(List.of(fields));
        String[] values = arguments.toArray(String[]::new);
        String[] keys = Names.keys(scope);
        CompletableFuture<FleetRecord> answer = new CompletableFuture<>();
        commands.get()
                .thenCompose(connection -> {
                    if (!connection.isOpen()) {
                        throw new IllegalStateException("there is no connection to Redis");
                    }
                    return evaluate(connection.async(), keys, values);
                })
                .thenApply(Replies::record)
                .whenComplete((record, thrown) -> {
                    if (thrown == null) {
                        answer.complete(record);
                    } else {
                        answer.completeExceptionally(thrown);
                    }
                });
        return answer.orTimeout(FORGOTTEN_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((record, thrown) -> places.release());
    }

    private static CompletionStage<List<?>> evaluate(
            RedisAsyncCommands<String, String> redis, String[] keys, String[] values) {
        CompletionStage<List<?>> cached = redis.evalsha(redis.digest(SCRIPT), ScriptOutputType.MULTI, keys, values);
        return cached.handle((reply, thrown) -> {
                    if (thrown == null) {
                        return CompletableFuture.<List<?>>completedStage(reply);
                    }
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    if (cause instanceof RedisNoScriptException) {
                        CompletionStage<List<?>> whole = redis.eval(SCRIPT, ScriptOutputType.MULTI, keys, values);
                        return whole;
                    }
                    return CompletableFuture.<List<?>>failedStage(thrown);
                })
                .thenCompose(reply -> reply);
    }

    @Override
    public Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> listener) {
        Watch watch = new Watch(fleet, group, listener);
        watch.begin();
        return watch;
    }

    /** Closes the two connections. The client stays open. */
    @Override
    public void close() {
        commands.close();
        changes.close();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(LettuceStore.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("cannot read " + resource + " in the jar", broken);
        }
    }

    /** Hears the changes of one group. Lettuce subscribes again when a connection comes back. */
    private final class Watch extends RedisPubSubAdapter<String, String> implements Registration {
        private final String fleet;
        private final String group;
        private final String channel;
        private final BiConsumer<? super Scope, ? super FleetRecord> listener;
        private volatile boolean closed;

        Watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> listener) {
            this.fleet = fleet;
            this.group = group;
            this.channel = Names.channel(fleet, group);
            this.listener = listener;
        }

        /** Subscribes, and tries again later if there is no connection. */
        void begin() {
            changes.get()
                    .thenCompose(connection -> {
                        connection.removeListener(this); // of a try that has failed
                        connection.addListener(this);
                        return connection.async().subscribe(channel);
                    })
                    .whenComplete((subscribed, thrown) -> {
                        if (thrown != null && !closed && !changes.isClosed()) {
                            CompletableFuture.delayedExecutor(FORGOTTEN_MILLIS, TimeUnit.MILLISECONDS)
                                    .execute(this::begin);
                        }
                    });
        }

        @Override
        public void message(String from, String message) {
            if (closed || !from.equals(channel)) {
                return;
            }
            Replies.Change change;
            try {
                change = Replies.change(message);
            } catch (IllegalArgumentException foreign) {
                return; // of a newer version, or not ours: reports tell what is new
            }
            listener.accept(new Scope(fleet, group, change.breaker()), change.record());
        }

        @Override
        public void close() {
            closed = true;
            changes.now().ifPresent(connection -> connection.removeListener(this));
        }

        @Override
        public long dropped() {
            return 0;
        }
    }
}
