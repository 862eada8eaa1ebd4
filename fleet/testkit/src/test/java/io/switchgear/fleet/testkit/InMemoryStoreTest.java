// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.testkit;

import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.InMemoryStore;

// region contract
class InMemoryStoreTest extends FleetStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected FleetStore store() {
        return store;
    }

    @Override
    protected void forget() {
        store.forget();
    }
}
// endregion
