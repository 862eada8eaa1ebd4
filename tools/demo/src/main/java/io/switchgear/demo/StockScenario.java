// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.demo.service.Hits;
import io.switchgear.examples.stock.StockAnswer;
import io.switchgear.examples.stock.StockClient;
import io.switchgear.time.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The scenario of {@link StockClient} with a breaker that is switched off, and with one that works. Immutable. */
final class StockScenario implements Scenario {
    /** The items asked for in turn; the service does not know the last one. */
    private static final List<String> ITEMS = List.of("bolt", "nut", "hinge", "screw", "sprocket");

    private static final Duration RECENT = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String breakerName() {
        return "stock";
    }

    @Override
    public ScenarioText text() {
        return new ScenarioText(
                "a client for another service, with typed answers, deadlines and fallbacks.",
                "service",
                "ask for stock",
                List.of(
                        "the same class twice, with a breaker that is switched off, and with one that works;",
                        "the timeout is each call's deadline, which the service is told;",
                        "every fifth item is unknown to the service: its 404 is an answer and no failure;",
                        "without an answer from the service they give the last good one, and say how old it is"),
                Optional.of("examples/applications/src/main/java/io/switchgear/examples/stock/StockClient.java"),
                ScenarioText.COUNTED_BY_THE_SERVICE);
    }

    @Override
    public CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings) {
        return StockClient.classify(settings);
    }

    @Override
    public Work work(String address, Optional<CircuitBreaker> breaker) {
        HttpClient http = Wire.client();
        URI service = URI.create(address);
        CircuitBreaker off = CircuitBreaker.of("off", c -> c.startIn(State.DISABLED));
        String caller = breaker.isPresent() ? Hits.WITH_BREAKER : Hits.WITHOUT_BREAKER;
        StockClient stock = new StockClient(http, service, caller, breaker.orElse(off), Ticker.system());
        StockClient warmUp = new StockClient(http, service, "warm-up", off, Ticker.system());
        AtomicInteger next = new AtomicInteger();
        return new Work() {
            @Override
            public Ending call() {
                String item = ITEMS.get(Math.floorMod(next.getAndIncrement(), ITEMS.size()));
                return ending(stock.ask(item, CallContext.within(Wire.TIMEOUT)));
            }

            @Override
            public void warmUp() {
                warmUp.ask(ITEMS.get(0), CallContext.within(Wire.TIMEOUT));
            }
        };
    }

    private static Ending ending(StockAnswer answer) {
        if (answer instanceof StockAnswer.Found) {
            return Ending.OK;
        }
        if (answer instanceof StockAnswer.Unknown) {
            return Ending.OK.noting("unknown item (404)");
        }
        if (answer instanceof StockAnswer.LastGood old) {
            String age = old.age().compareTo(RECENT) > 0 ? "older" : "at most 5 s old";
            return Ending.of(old.why()).noting("the last good answer, " + age);
        }
        return answer instanceof StockAnswer.Unavailable none
                ? Ending.of(none.why()).noting("no last good answer (unknown items)")
                : Ending.FAILED;
    }
}
