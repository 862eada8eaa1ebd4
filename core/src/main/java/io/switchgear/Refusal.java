package io.switchgear;

/** A phase that lets a call not through, with what it takes to say why. */
sealed interface Refusal extends Admission permits OpenPhase, HalfOpenPhase {

    /** The rejection, as seen at this moment by the phase that rejected. */
    CallNotPermittedException exception();
}
