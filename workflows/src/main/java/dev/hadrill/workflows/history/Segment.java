package dev.hadrill.workflows.history;

/**
 * A run of what one stream of a drill recorded; (drill, stream, attempt, sequence) names it, so that storing it twice is
 * storing it once.
 *
 * @param stream {@link #probe}, {@link #SIGHTINGS}, {@link #ledger} or {@link #walLoss}
 * @param content in the stream's own form
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its key, never by its bytes
public record Segment(String drillId, String stream, int attempt, int sequence, byte[] content) {
    public static final String SIGHTINGS = "sightings";
    private static final String PROBE = "probe/";

    public static String probe(String name) {
        return PROBE + name;
    }

    public static String ledger(String store) {
        return "ledger/" + store;
    }

    public static String walLoss(String store) {
        return "wal_loss/" + store;
    }

    /** The probe whose samples these are; null when they are none. */
    public @org.jspecify.annotations.Nullable String probe() {
        return stream.startsWith(PROBE) ? stream.substring(PROBE.length()) : null;
    }
}
