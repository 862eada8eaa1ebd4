// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.switchgear.outcome.Classifier;
import io.switchgear.reactor.ReactorGuard;
import java.io.IOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The source of a subscription signals while its subscriber cancels: successes, failures, ignored calls, calls in flight. */
public class SubscriptionRaces {
    private static final CircuitBreakerConfig CONFIG =
            BreakerRig.config(c -> c.classify(Classifier.failOnResult(Answer.class, answer -> !answer.isComplete)));

    /** An element with a plain field: an incomplete one is a failure. */
    private static final class Answer {
        private boolean isComplete;

        Answer() {
            isComplete = true;
        }
    }

    /** Both sides of a subscription, without any order between them. */
    private static final class BothSides implements Publisher<Answer>, Subscriber<Answer>, Subscription {
        Subscriber<? super Answer> source;
        Subscription subscriber;

        @Override
        public void subscribe(Subscriber<? super Answer> to) {
            source = to;
            to.onSubscribe(this);
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscriber = given;
        }

        @Override
        public void onNext(Answer element) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    /** One subscription through a breaker. */
    private static final class Call {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final BothSides sides = new BothSides();

        Call(boolean single) {
            Publisher<Answer> guarded =
                    ReactorGuard.<Answer>guard(breaker).apply(single ? Mono.fromDirect(sides) : Flux.from(sides));
            guarded.subscribe(sides);
        }

        void look(LLLL_Result r) {
            Totals totals = breaker.machine.counters.totals();
            r.r1 = totals.successes();
            r.r2 = totals.failures();
            r.r3 = totals.ignored();
            r.r4 = totals.inFlight();
        }
    }

    /** The value of a Mono comes. */
    @JCStressTest
    @Outcome(id = "1, 0, 0, 0", expect = ACCEPTABLE, desc = "The value was first.")
    @Outcome(id = "0, 0, 1, 0", expect = ACCEPTABLE, desc = "The subscriber was first: given up.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice or not at all, or an element seen before it was complete.")
    @State
    public static class MonoAgainstCancel {
        private final Call call = new Call(true);

        @Actor
        public void signal() {
            call.sides.source.onNext(new Answer());
            call.sides.source.onComplete();
        }

        @Actor
        public void cancel() {
            call.sides.subscriber.cancel();
        }

        @Arbiter
        public void look(LLLL_Result r) {
            call.look(r);
        }
    }

    /** An element of a Flux comes, and it breaks off. */
    @JCStressTest
    @Outcome(id = "1, 0, 0, 0", expect = ACCEPTABLE, desc = "Cancelled after the element.")
    @Outcome(id = "0, 1, 0, 0", expect = ACCEPTABLE, desc = "Broken off before it was cancelled.")
    @Outcome(id = "0, 0, 1, 0", expect = ACCEPTABLE, desc = "Cancelled before the element: given up.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice or not at all.")
    @State
    public static class FluxAgainstCancel {
        private final Call call = new Call(false);

        @Actor
        public void signal() {
            call.sides.source.onNext(new Answer());
            call.sides.source.onError(new IOException("broke off"));
        }

        @Actor
        public void cancel() {
            call.sides.subscriber.cancel();
        }

        @Arbiter
        public void look(LLLL_Result r) {
            call.look(r);
        }
    }

    /** Elements of a Flux come, and nothing else: a cancellation sees one that is complete. */
    @JCStressTest
    @Outcome(id = "1, 0, 0, 0", expect = ACCEPTABLE, desc = "Cancelled after an element.")
    @Outcome(id = "0, 0, 1, 0", expect = ACCEPTABLE, desc = "Cancelled before the first element: given up.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice or not at all, or an element seen before it was complete.")
    @State
    public static class ElementsAgainstCancel {
        private final Call call = new Call(false);

        @Actor
        public void signal() {
            call.sides.source.onNext(new Answer());
            call.sides.source.onNext(new Answer());
        }

        @Actor
        public void cancel() {
            call.sides.subscriber.cancel();
        }

        @Arbiter
        public void look(LLLL_Result r) {
            call.look(r);
        }
    }
}
