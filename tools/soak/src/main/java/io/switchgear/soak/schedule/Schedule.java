package io.switchgear.soak.schedule;

import io.switchgear.soak.service.Behaviour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The actions of each episode: a function of only the seed and the names. Immutable. */
public final class Schedule {
    private static final int SHORTEST_MILLIS = 3_000;
    private static final int LONGEST_MILLIS = 6_000;

    private final long seed;
    private final List<String> breakers;
    private final List<String> keys;

    /**
     * Creates a schedule.
     *
     * @param breakers the names of the breakers to be operated by hand and reconfigured
     * @param keys the keys of a keyed breaker
     */
    public Schedule(long seed, List<String> breakers, List<String> keys) {
        this.seed = seed;
        this.breakers = List.copyOf(breakers);
        this.keys = List.copyOf(keys);
    }

    /** The episode with a number, 1 for the first; it does not depend on earlier ones. */
    public Episode episode(int number) {
        return new Draft(number).episode();
    }

    /** Mixes a number, so that neighbouring seeds give unrelated numbers. */
    private static long mixed(long number) {
        return new SplittableRandom(number).nextLong();
    }

    /** An episode that is being created. */
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
                add(at, new Action.ByHandForKey(key, Hand.FORCE_OPEN));
                add(at + 400, new Action.ByHandForKey(key, Hand.RESET));
                add(at + within(0, 800), new Action.ByHandForKey(key, Hand.OUTAGE)); // held, or no longer held
            }
            add(within(0, millis), new Action.ByHandForKey(oneOf(keys), Hand.OUTAGE));
            entries.sort(Comparator.comparingInt(
                    Entry::atMillis)); // stable: entries keep the order in which they were drawn
            return new Episode(number, millis, List.copyOf(entries));
        }

        /**
         * Adds faults: each breaker gets at least one harmful behaviour; the process is killed or stopped in two of three
         * episodes.
         */
        private void faults() {
            for (String breaker : breakers) {
                int at = within(100, millis / 2);
                add(at, new Action.Behave(List.of(breaker), misbehaviour()));
                add(at + within(600, 2_000), new Action.Behave(List.of(breaker), Behaviour.ANSWERS));
            }
            List<String> some = keys.subList(0, within(1, keys.size()));
            int at = within(100, millis / 2);
            add(at, new Action.Behave(some, misbehaviour()));
            add(at + within(500, 1_500), new Action.Behave(some, Behaviour.ANSWERS));
            int whole = random.nextInt(3);
            if (whole > 0) {
                int when = within(200, millis - 1_000);
                add(when, whole == 1 ? new Action.Kill() : new Action.Stop());
                add(when + within(300, 1_500), new Action.Resume());
            }
        }

        private void movesOf(String breaker) {
            for (int changes = within(1, 4); changes > 0; changes--) {
                add(within(0, millis), new Action.Reconfigure(breaker, tuning()));
            }
            for (int moves = within(0, 3); moves > 0; moves--) {
                Hand hand = oneOf(List.of(Hand.values()));
                int at = within(0, millis - 600);
                add(at, new Action.ByHand(breaker, hand, within(0, 700)));
                if (hand.holds()) {
                    add(at + within(100, 800), new Action.ByHand(breaker, Hand.RELEASE, 0));
                }
            }
        }

        /** Puts one breaker in shadow mode for longer, while the service misbehaves: long enough to open and to probe. */
        private void shadow() {
            String breaker = oneOf(breakers);
            int at = within(0, millis / 4);
            add(at, new Action.ByHand(breaker, Hand.METRICS_ONLY, 0));
            add(at + within(1_500, 2_500), new Action.ByHand(breaker, Hand.RELEASE, 0));
        }

        private void listenersOf(String breaker) {
            for (int listeners = within(1, 3); listeners > 0; listeners--) {
                add(within(0, millis), new Action.Listen(breaker, random.nextInt(3) == 0));
                add(within(0, millis), new Action.StopListening(breaker));
            }
        }

        private Tuning tuning() {
            int probes = within(1, 6);
            return new Tuning(
                    random.nextBoolean() ? within(10, 100) : 0,
                    within(500, 3_000),
                    oneOf(List.of(Rule.values())),
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

        private void add(int atMillis, Action action) {
            entries.add(new Entry(number, Math.min(atMillis, millis), action));
        }
    }
}
