// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.stock;

import io.switchgear.Attempt;
import io.switchgear.CallContext;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Guard;
import io.switchgear.outcome.Classifier;
import io.switchgear.time.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the stock service how many of an item there are, through a breaker, and always has an answer: when the service has none
 * that is the last good one, marked as old. It keeps one for each item that the service knows; of unknown ones there is no end.
 * Thread-safe.
 */
public final class StockClient {
    /** An older answer helps nobody. */
    public static final Duration OLDEST = Duration.ofMinutes(10);

    private final StockHttp service;
    private final Guard guard;
    private final Ticker ticker;
    private final Map<String, Kept> lastGood = new ConcurrentHashMap<>();

    private record Kept(StockLevel level, long atNanos) {}

    /**
     * A client, which has no old answers yet.
     *
     * @param client sends the requests
     * @param service address of the service, with a slash at its end
     * @param userAgent who asks
     * @param guard a breaker with {@link #classify} in its settings, or one of its keys
     * @param ticker tells the age of answers
     */
    public StockClient(HttpClient client, URI service, String userAgent, Guard guard, Ticker ticker) {
        this.service = new StockHttp(client, service, userAgent);
        this.guard = guard;
        this.ticker = ticker;
    }

    /**
     * Tells a breaker what a failure is: no answer, one that makes no sense, 5xx, and 429; but no other 4xx, by which the service
     * shows that it is well.
     *
     * @param settings of a breaker
     * @return the same
     */
    public static CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings) {
        return settings.classify(Classifier.defaults().failIf(StockClient::isOutage));
    }

    /**
     * Asks and waits for the answer, for a second at most, or until the context's deadline.
     *
     * @param item its name
     * @param context how long the answer is useful; it is passed on to the service
     * @return an answer, whatever the service does; an interrupt, too, ends the waiting with one, and stays to be seen. Nothing is
     *     asked once the context is over
     */
    public StockAnswer ask(String item, CallContext context) {
        Attempt<StockAnswer> attempt = guard.within(context).attempt(() -> service.ask(item, context));
        return attempt.fold(
                answer -> kept(item, answer),
                failure -> instead(item, failure),
                rejection -> lastGood(item, rejection));
    }

    private static boolean isOutage(Throwable thrown) {
        return !(thrown instanceof StatusException answer) || answer.isOutage();
    }

    private StockAnswer kept(String item, StockAnswer answer) {
        if (answer instanceof StockAnswer.Found found) {
            lastGood.put(item, new Kept(found.level(), ticker.nanos()));
        }
        return answer;
    }

    private StockAnswer instead(String item, Exception failure) {
        return failure instanceof StatusException answer && !answer.isOutage()
                ? new StockAnswer.Refused(item, answer.status())
                : lastGood(item, failure);
    }

    private StockAnswer lastGood(String item, Exception why) {
        Kept kept = lastGood.get(item);
        if (kept == null) {
            return new StockAnswer.Unavailable(item, why);
        }
        Duration age = Duration.ofNanos(ticker.nanos() - kept.atNanos);
        return age.compareTo(OLDEST) > 0
                ? new StockAnswer.Unavailable(item, why)
                : new StockAnswer.LastGood(kept.level, age, why);
    }
}
