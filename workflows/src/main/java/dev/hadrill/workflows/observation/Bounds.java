package dev.hadrill.workflows.observation;

/** An instant that lies between two others, on CLOCK_MONOTONIC. */
public record Bounds(long loNs, long hiNs) {
    public Bounds {
        if (hiNs < loNs) {
            throw new IllegalArgumentException("bounds must not be crossed: [" + loNs + ", " + hiNs + "]");
        }
    }

    public long widthNs() {
        return hiNs - loNs;
    }
}
