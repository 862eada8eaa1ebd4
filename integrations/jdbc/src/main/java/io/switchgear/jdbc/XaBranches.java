// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.Call;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The branches of managed transactions, each of which is a unit of work: from its first statement until it is committed or
 * rolled back, possibly on another connection. Thread-safe.
 */
final class XaBranches {
    private record Key(int format, ByteBuffer global, ByteBuffer branch) {
        static Key of(Xid xid) {
            return new Key(
                    xid.getFormatId(),
                    ByteBuffer.wrap(xid.getGlobalTransactionId().clone()),
                    ByteBuffer.wrap(xid.getBranchQualifier().clone()));
        }
    }

    private final Map<Key, AtomicReference<@Nullable Work>> works = new ConcurrentHashMap<>();

    /** Makes a call of an {@link XAResource}: always passes. */
    @Nullable
    Object pass(
            Session session,
            String method,
            Object @Nullable [] args,
            Call<? extends @Nullable Object, ? extends Throwable> call)
            throws Throwable {
        if (args == null || args.length == 0 || !(args[0] instanceof Xid xid)) {
            return session.watch(call);
        }
        Key key = Key.of(xid);
        return switch (method) {
            case "start" -> {
                Object nothing = session.watch(call);
                session.takesPartIn(works.computeIfAbsent(key, begins -> new AtomicReference<>()));
                yield nothing;
            }
            case "end" -> end(session, key, call);
            case "prepare" -> prepare(session, key, call);
            case "commit", "rollback", "forget" -> decide(session, key, call);
            default -> session.watch(call);
        };
    }

    /** Ends the association; after this the connection is free for another branch. */
    private @Nullable Object end(Session session, Key key, Call<? extends @Nullable Object, ? extends Throwable> call)
            throws Throwable {
        try {
            return inBranch(session, key, call);
        } finally {
            session.takesPartIn(null);
        }
    }

    private @Nullable Object prepare(
            Session session, Key key, Call<? extends @Nullable Object, ? extends Throwable> call) throws Throwable {
        Object vote = inBranch(session, key, call);
        if (Integer.valueOf(XAResource.XA_RDONLY).equals(vote)) {
            AtomicReference<@Nullable Work> readOnly = works.remove(key);
            Work work = readOnly == null ? null : readOnly.getAndSet(null);
            if (work != null) {
                work.finish(); // it needs no commit
            }
        }
        return vote;
    }

    private @Nullable Object inBranch(
            Session session, Key key, Call<? extends @Nullable Object, ? extends Throwable> call) throws Throwable {
        AtomicReference<@Nullable Work> branch = works.get(key);
        Work work = branch == null ? null : branch.get();
        return work == null ? session.watch(call) : work.step(call);
    }

    private @Nullable Object decide(
            Session session, Key key, Call<? extends @Nullable Object, ? extends Throwable> call) throws Throwable {
        AtomicReference<@Nullable Work> branch = works.remove(key);
        return branch == null ? session.watch(call) : session.end(branch, call);
    }
}
