package io.switchgear.soak.schedule;

import io.switchgear.soak.service.Behaviour;
import java.util.List;

/** An action of the soak on the service or on a breaker. Immutable. */
public sealed interface Action {

    /** Whether it is a fault of the service. */
    default boolean isFault() {
        return false;
    }

    record Kill() implements Action {
        @Override
        public boolean isFault() {
            return true;
        }

        @Override
        public String toString() {
            return "kill the service";
        }
    }

    record Stop() implements Action {
        @Override
        public boolean isFault() {
            return true;
        }

        @Override
        public String toString() {
            return "stop the service";
        }
    }

    record Resume() implements Action {
        @Override
        public String toString() {
            return "resume the service";
        }
    }

    record Behave(List<String> breakers, Behaviour behaviour) implements Action {
        @Override
        public boolean isFault() {
            return behaviour != Behaviour.ANSWERS;
        }

        @Override
        public String toString() {
            return "service " + behaviour + " for " + String.join(", ", breakers);
        }
    }

    record Reconfigure(String breaker, Tuning tuning) implements Action {
        @Override
        public String toString() {
            return "reconfigure " + breaker + ": " + tuning;
        }
    }

    /**
     * An operation by hand.
     *
     * @param millis the time, if the operation takes one
     */
    record ByHand(String breaker, Hand hand, int millis) implements Action {
        @Override
        public String toString() {
            return hand + " " + breaker + (hand == Hand.OPEN ? " for " + millis + " ms" : "");
        }
    }

    /** Holds one key open, resets it, or opens it from outside and recovers it. */
    record ByHandForKey(String key, Hand hand) implements Action {
        @Override
        public String toString() {
            return hand + " key " + key;
        }
    }

    /**
     * A listener is registered.
     *
     * @param slow whether it has a thread of its own and is so slow that it may lose events
     */
    record Listen(String breaker, boolean slow) implements Action {
        @Override
        public String toString() {
            return "a " + (slow ? "slow " : "") + "listener comes to " + breaker;
        }
    }

    record StopListening(String breaker) implements Action {
        @Override
        public String toString() {
            return "the oldest listener of " + breaker + " goes";
        }
    }
}
