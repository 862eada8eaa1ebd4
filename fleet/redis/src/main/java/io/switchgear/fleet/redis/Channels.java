// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.switchgear.Registration;
import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.Scope;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The connection on which changes are told, and those who watch. Thread-safe. */
final class Channels {
    private static final System.Logger LOG = System.getLogger("io.switchgear.fleet");

    private final Connection<StatefulRedisPubSubConnection<String, String>> connection;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final AtomicBoolean complained = new AtomicBoolean();

    Channels(Supplier<? extends CompletionStage<StatefulRedisPubSubConnection<String, String>>> connect) {
        this.connection = new Connection<>(() -> connect.get().thenApply(made -> {
            made.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    told(channel, message);
                }
            });
            watches.forEach(each -> subscribe(made, each.channel));
            return made;
        }));
    }

    /** Connects again, if the connection was lost and somebody watches. */
    void keepUp() {
        if (!watches.isEmpty()) {
            connection.get();
        }
    }

    Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
        Watch watch = new Watch(fleet, group, changes);
        watches.add(watch);
        connection.get().thenAccept(made -> subscribe(made, watch.channel));
        return watch;
    }

    // If one of these fails, the changes come with the answers to reports.

    private static void subscribe(StatefulRedisPubSubConnection<String, String> on, String channel) {
        CompletionStage<Void> unused = on.async().subscribe(channel);
    }

    private static void unsubscribe(StatefulRedisPubSubConnection<String, String> on, String channel) {
        CompletionStage<Void> unused = on.async().unsubscribe(channel);
    }

    void close() {
        watches.clear();
        connection.close();
    }

    /** On a thread of the client's: nothing may be thrown. */
    private void told(String channel, String message) {
        try {
            Reply.readPush(message)
                    .ifPresentOrElse(
                            push -> watches.stream()
                                    .filter(each -> each.channel.equals(channel))
                                    .forEach(each -> each.tell(push)),
                            this::complain);
        } catch (RuntimeException broken) {
            complain();
        }
    }

    private void complain() {
        if (complained.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "ignored a message on a channel of the fleet whose format this version does not know; not logged again");
        }
    }

    private final class Watch implements Registration {
        private final String fleet;
        private final String group;
        private final String channel;
        private final BiConsumer<? super Scope, ? super FleetRecord> changes;

        Watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
            this.fleet = fleet;
            this.group = group;
            this.channel = Keys.channel(fleet, group);
            this.changes = changes;
        }

        void tell(Reply.Push push) {
            changes.accept(new Scope(fleet, group, push.breaker()), push.record());
        }

        @Override
        public void close() {
            if (watches.remove(this) && watches.stream().noneMatch(each -> each.channel.equals(channel))) {
                connection.get().thenAccept(made -> unsubscribe(made, channel));
            }
        }

        @Override
        public long dropped() {
            return 0;
        }
    }
}
