// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.soak.breakers.Hand;
import io.switchgear.soak.breakers.Tuning;
import io.switchgear.toolkit.service.Behaviour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The actions of each episode: a function of the seed and of the names, and of nothing else. Immutable. */
final class Schedule {
    private static final int SHORTEST_MILLIS = 3_000;
    private static final int LONGEST_MILLIS = 6_000;

    /**
     * Some seconds of faults, changes and moves by hand, after which the service recovers. Immutable.
     *
     * @param number 1 for the first
     * @param millis how long it lasts
     * @param entries in the order of their times
     */
    record Episode(int number, int millis, List<Entry> entries) {}

    private final long seed;
    private final List<String> breakers;
    private final List<String> keys;

    /**
     * A schedule.
     *
     * @param breakers by name, each to be moved by hand and reconfigured
     * @param keys of a keyed breaker
     */
    Schedule(long seed, List<String> breakers, List<String> keys) {
        this.seed = seed;
        this.breakers = List.copyOf(breakers);
        this.keys = List.copyOf(keys);
    }

    /** The episode of a number, 1 for the first; it does not depend on those before. */
    Episode episode(int number) {
        return new Draft(number).episode();
    }

    /** Seeds that lie side by side give numbers that have nothing to do with each other. */
    private static long mixed(long number) {
        return new SplittableRandom(number).nextLong();
    }

    /** An episode that is being drawn up. */
    private final class Draft {
        private final int number;
        private final SplittableRandom random;
        private final int millis;
        private final List<Entry> entries = new ArrayList<>();

        Draft(int number) {
            this.number = number;
            this.random = new SplittableRandom(mixed(seed) ^ mixed(-number));
            this.millis = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
        }

        Episode episode() {
            faults();
            for (String breaker : breakers) {
                movesOf(breaker);
                listenersOf(breaker);
            }
            shadow();
            if (random.nextBoolean()) {
                String key = oneOf(keys);
                int at = within(0, millis - 500);
                handForKey(at, key, Hand.FORCE_OPEN);
                handForKey(at + 400, key, Hand.RESET);
                handForKey(at + within(0, 800), key, Hand.OUTAGE); // held, or not any more
            }
            handForKey(within(0, millis), oneOf(keys), Hand.OUTAGE);
            entries.sort(Comparator.comparingInt(Entry::atMillis)); // stable: what is drawn first stays first
            return new Episode(number, millis, List.copyOf(entries));
        }

        /** Each breaker gets at least one behaviour that hurts; the process is killed or stopped in two of three episodes. */
        private void faults() {
            for (String breaker : breakers) {
                int at = within(100, millis / 2);
                behave(at, List.of(breaker), misbehaviour());
                behave(at + within(600, 2_000), List.of(breaker), Behaviour.ANSWERS);
            }
            List<String> some = keys.subList(0, within(1, keys.size()));
            int at = within(100, millis / 2);
            behave(at, some, misbehaviour());
            behave(at + within(500, 1_500), some, Behaviour.ANSWERS);
            int whole = random.nextInt(3);
            if (whole > 0) {
                int when = within(200, millis - 1_000);
                if (whole == 1) {
                    add(when, true, "kill the service", (service, made) -> service.kill());
                } else {
                    add(when, true, "stop the service", (service, made) -> service.stop());
                }
                add(when + within(300, 1_500), false, "resume the service", (service, made) -> service.resume());
            }
        }

        private void movesOf(String breaker) {
            for (int changes = within(1, 4); changes > 0; changes--) {
                int at = within(0, millis);
                Tuning tuning = tuning();
                add(
                        at,
                        false,
                        "reconfigure " + breaker + ": " + tuning,
                        (service, made) -> made.named(breaker).reconfigure(tuning));
            }
            for (int moves = within(0, 3); moves > 0; moves--) {
                Hand hand = oneOf(List.of(Hand.values()));
                int at = within(0, millis - 600);
                hand(at, breaker, hand, within(0, 700));
                if (hand.holds()) {
                    hand(at + within(100, 800), breaker, Hand.RELEASE, 0);
                }
            }
        }

        /** One breaker is in shadow mode for longer, while the service misbehaves: long enough to open and to probe. */
        private void shadow() {
            String breaker = oneOf(breakers);
            int at = within(0, millis / 4);
            hand(at, breaker, Hand.METRICS_ONLY, 0);
            hand(at + within(1_500, 2_500), breaker, Hand.RELEASE, 0);
        }

        private void listenersOf(String breaker) {
            for (int listeners = within(1, 3); listeners > 0; listeners--) {
                int at = within(0, millis);
                boolean slow = random.nextInt(3) == 0;
                String who = slow ? "a slow listener" : "a listener";
                add(
                        at,
                        false,
                        who + " comes to " + breaker,
                        (service, made) -> made.named(breaker).listen(slow));
                add(
                        within(0, millis),
                        false,
                        "the oldest listener of " + breaker + " goes",
                        (service, made) -> made.named(breaker).stopListening());
            }
        }

        private Tuning tuning() {
            int probes = within(1, 6);
            return new Tuning(
                    random.nextBoolean() ? within(10, 100) : 0,
                    within(500, 3_000),
                    oneOf(List.of(Tuning.Rule.values())),
                    probes,
                    within(1, probes + 1),
                    within(1, probes + 1),
                    random.nextBoolean() ? within(200, 1_000) : 0);
        }

        private Behaviour misbehaviour() {
            Behaviour[] all = Behaviour.values();
            return all[within(1, all.length)];
        }

        private <T> T oneOf(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private int within(int least, int bound) {
            return random.nextInt(least, bound);
        }

        private void behave(int at, List<String> folders, Behaviour behaviour) {
            String what = "service " + behaviour + " for " + String.join(", ", folders);
            add(at, behaviour != Behaviour.ANSWERS, what, (service, made) -> service.behave(folders, behaviour));
        }

        private void hand(int at, String breaker, Hand hand, int forMillis) {
            String what = hand + " " + breaker + (hand == Hand.OPEN ? " for " + forMillis + " ms" : "");
            add(at, false, what, (service, made) -> made.named(breaker).hand(hand, forMillis));
        }

        private void handForKey(int at, String key, Hand hand) {
            add(at, false, hand + " key " + key, (service, made) -> made.keyed().hand(key, hand));
        }

        private void add(int atMillis, boolean fault, String what, Entry.Action action) {
            entries.add(new Entry(number, Math.min(atMillis, millis), fault, what, action));
        }
    }
}
