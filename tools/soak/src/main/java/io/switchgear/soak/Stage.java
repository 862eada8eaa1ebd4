package io.switchgear.soak;

import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.SoakedBreaker;
import io.switchgear.soak.breakers.SoakedKeys;
import io.switchgear.soak.schedule.Action;
import io.switchgear.soak.service.Behaviour;
import io.switchgear.soak.service.ServiceProcess;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Performs the schedule on the service and on the breakers. Not thread-safe. */
final class Stage {
    private static final List<String> TARGETS =
            Stream.concat(Breakers.NAMES.stream(), SoakedKeys.KEYS.stream()).toList();

    private final ServiceProcess service;
    private final Breakers breakers;

    Stage(ServiceProcess service, Breakers breakers) {
        this.service = service;
        this.breakers = breakers;
    }

    void perform(Action action) throws IOException {
        if (action instanceof Action.Kill) {
            service.kill();
        } else if (action instanceof Action.Stop) {
            service.stop();
        } else if (action instanceof Action.Resume) {
            service.resume();
        } else if (action instanceof Action.Behave behave) {
            service.behave(behave.breakers(), behave.behaviour());
        } else if (action instanceof Action.Reconfigure change) {
            breakers.named(change.breaker()).reconfigure(change.tuning());
        } else if (action instanceof Action.ByHand move) {
            breakers.named(move.breaker()).hand(move.hand(), move.millis());
        } else if (action instanceof Action.ByHandForKey move) {
            breakers.keyed().hand(move.key(), move.hand());
        } else if (action instanceof Action.Listen listen) {
            breakers.named(listen.breaker()).listen(listen.slow());
        } else if (action instanceof Action.StopListening stop) {
            breakers.named(stop.breaker()).stopListening();
        } else {
            throw new IllegalArgumentException(action.toString());
        }
    }

    /** Recovers: when this returns the service is healthy, and nothing is held by hand. */
    void recover() throws IOException {
        service.resume();
        service.behave(TARGETS, Behaviour.ANSWERS);
        breakers.single().forEach(SoakedBreaker::release);
        breakers.keyed().release();
    }

    /** Waits until all reports of the service have been read. */
    void hearReports() throws IOException {
        service.behave(List.of(TARGETS.get(0)), Behaviour.ANSWERS);
    }
}
