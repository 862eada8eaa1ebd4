// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The scenarios by name. */
final class Scenarios {
    /** All scenarios, in the order in which they are listed. */
    static final List<Scenario> ALL =
            List.of(new WeatherScenario(), new OrdersScenario(), new StockScenario(), new ShopScenario());

    private Scenarios() {}

    /** {@return the scenario of that name; the default one for no name, and for an unknown one, which adds a mistake} */
    static Scenario find(@Nullable String name, List<String> mistakes) {
        if (name == null) {
            return new BareCalls();
        }
        if (name.equals(SheddingCalls.NAME)) {
            return new SheddingCalls();
        }
        for (Scenario scenario : ALL) {
            if (scenario.name().equals(name)) {
                return scenario;
            }
        }
        String names = ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
        mistakes.add("--scenario " + name + ": must be one of " + names);
        return new BareCalls();
    }
}
