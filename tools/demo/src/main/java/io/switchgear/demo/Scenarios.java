package io.switchgear.demo;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The scenarios by name. */
final class Scenarios {
    /** In the order in which they are told. */
    static final List<Scenario> ALL = List.of(new WeatherScenario(), new OrdersScenario(), new StockScenario());

    private Scenarios() {}

    /** {@return the one of that name; the demo's own for none, and for a name that is none, which is one more mistake} */
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
