package dev.hadrill.workflows.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of the writes to one store, as one reading of it shows.
 *
 * @param readable whether the store could be read back; where not, nothing is known of losses and the counts of what was
 *     read are 0
 * @param sent writes that were tried by the application's side
 * @param lost acknowledged writes of the application's side that are not there
 * @param duplicated how many are there more than once
 * @param reordered how many of a writer's are there after one that it wrote later
 * @param indeterminatePresent how many of the indeterminate ones are there
 * @param unrecorded how many are there that no record tells of: written just before a worker died
 * @param splitBrain writes that the old master or primary acknowledged after another had taken writes
 * @param walLoss what the dead primary's own log says was lost; null where there is none, or it was not read
 * @param complete false when part of the record is missing: a worker died, and losses may be more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoreLedger(
        String store,
        boolean readable,
        @Nullable String problem,
        int sent,
        int acknowledged,
        int failed,
        int indeterminate,
        @Nullable Lost lost,
        int duplicated,
        int reordered,
        int indeterminatePresent,
        int unrecorded,
        @Nullable SplitBrain splitBrain,
        @Nullable WalLoss walLoss,
        boolean complete) {
    /**
     * Acknowledged writes that are gone.
     *
     * @param first as {@code writer/sequence}, in the order of their acknowledgement
     * @param secondsBack from the fault back to the earliest acknowledgement that was lost; 0 where it came later
     */
    public record Lost(int count, String first, String last, double secondsBack) {}

    /**
     * Two servers that took writes.
     *
     * @param acknowledged by the old one after the new one had taken its first write
     * @param lost how many of these are gone
     * @param seconds from the first to the last of them
     */
    public record SplitBrain(int acknowledged, int lost, double seconds) {}

    /** For people. */
    public String words() {
        if (!readable) {
            return "%s could not be read: %s".formatted(store, problem);
        }
        return "%s lost %d of %d acknowledged writes".formatted(store, lostWrites(), acknowledged)
                + (lost == null ? "" : ", the earliest %.2f s before the fault".formatted(lost.secondsBack()));
    }

    /**
     * Whether the dead primary's log tells of the same loss: it holds every acknowledged write that is gone, and beyond
     * them only such as nobody knew the fate of. Null where there is no log to compare with.
     */
    public @Nullable Boolean agreesWithWal() {
        if (!readable || walLoss == null || walLoss.problem() != null) {
            return null;
        }
        int beyond = walLoss.ledgerCommits() - lostWrites();
        return beyond >= 0 && (beyond <= indeterminate - indeterminatePresent || !complete);
    }

    public int lostWrites() {
        return lost == null ? 0 : lost.count();
    }

    public double lostSeconds() {
        return lost == null ? 0 : lost.secondsBack();
    }
}
