// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/**
 * The guard of one key. It looks the breaker up at each call, because a key can lose its breaker to another key and get a
 * new one. Thread-safe.
 */
final class KeyGuard<K> extends Guard {
    private final KeyedMembers<K> members;
    private final K key;

    KeyGuard(KeyedMembers<K> members, K key) {
        super(CallContext.NONE);
        this.members = members;
        this.key = key;
    }

    @Override
    StateMachine machine() {
        return members.of(key).machine;
    }

    @Override
    public String name() {
        return members.nameOf(key);
    }

    @Override
    public String toString() {
        return name();
    }
}
