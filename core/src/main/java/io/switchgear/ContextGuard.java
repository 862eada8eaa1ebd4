// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/** A guard whose calls have a context. Thread-safe. */
final class ContextGuard extends Guard {
    private final Guard guard;

    ContextGuard(Guard guard, CallContext context) {
        super(context);
        this.guard = guard;
    }

    @Override
    StateMachine machine() {
        return guard.machine();
    }

    @Override
    public String name() {
        return guard.name();
    }

    @Override
    public String toString() {
        return guard.toString();
    }
}
