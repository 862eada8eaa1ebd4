// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The common parts of the contract's tests: time, breakers, and scripted calls. */
abstract class ContractRig extends IntegrationHooks {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    final ManualTicker ticker = new ManualTicker();
    ContractBreakers breakers;

    @BeforeEach
    void askForTheSettings() {
        breakers = new ContractBreakers(ticker, nothingInFlight, this::configure);
    }

    final void succeed(Guarded thing) throws Exception {
        Throwable thrown = Ended.of(thing.begin()).thrown();
        assertThat(thrown).as("what a call that goes well throws").isNull();
    }

    final void throwing(Throwable behind, Guarded thing) throws Exception {
        checkThrown(behind, Ended.of(thing.begin()).thrown());
    }

    final void reject(Guarded thing) throws Exception {
        Throwable thrown = Ended.of(thing.begin()).thrown();
        if (thrown == null) {
            throw new AssertionError("expected a call that is rejected, but it returned");
        }
        assertRejected(() -> {
            throw thrown;
        });
        checkRejection(thrown);
    }

    /** Begins a call that hangs. */
    final CompletableFuture<?> hang(Guarded thing, ScriptedOperation<Object> behind, int running) throws Exception {
        CompletableFuture<?> call = thing.begin();
        behind.awaitRunning(running, call);
        assertThat(call).as("a call while what is behind hangs").isNotDone();
        return call;
    }
}
