package dev.hadrill.workflows.observation;

/** What became of a probe; the codes are what {@link SampleCodec} writes and never change. */
public enum Outcome {
    GOOD(0, "ok", "good"),
    /** The right answer, later than {@code slow_after}. */
    SLOW(1, "degraded", "slow"),
    /** An answer with another status or body. */
    WRONG(2, "degraded", "wrong"),
    /** Refused, reset or unreachable: the network answered. */
    REFUSED(3, "down", "refused"),
    /** Nothing came back within the time-out. */
    TIMED_OUT(4, "down", "timed out"),
    /** The prober itself failed: says nothing of the service. */
    PROBER_ERROR(5, "error", "prober error");

    private final int code;
    private final String status;
    private final String words;

    Outcome(int code, String status, String words) {
        this.code = code;
        this.status = status;
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** The status that report.json and the CSV show. */
    public String status() {
        return status;
    }

    int code() {
        return code;
    }

    static Outcome of(long code) {
        for (Outcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("no outcome has the code " + code);
    }
}
