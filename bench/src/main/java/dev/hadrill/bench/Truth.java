package dev.hadrill.bench;

import dev.hadrill.scripted.ScriptedTarget.Switched;

/** An outage as the target itself knows it: it began in one switch and ended in another. */
record Truth(Switched down, Switched up) {
    double durationSec() {
        return (middle(up) - middle(down)) / 1e9;
    }

    /** How well it is known. */
    long uncertaintyNs() {
        return Math.max(down.toNs() - down.fromNs(), up.toNs() - up.fromNs());
    }

    private static double middle(Switched switched) {
        return switched.fromNs() + (switched.toNs() - switched.fromNs()) / 2.0;
    }
}
