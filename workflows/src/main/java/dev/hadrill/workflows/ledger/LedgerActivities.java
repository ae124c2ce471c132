package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.fault.Injection;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to the stores as the application does, and looks what is left of it. */
@ActivityInterface(namePrefix = "Ledger.")
public interface LedgerActivities {
    /**
     * Writes to every store at a steady rate until it is cancelled, which is its good end; signals {@code ledgerReady}
     * once each store has acknowledged. Fails for good when that does not come. Returns how many writes were tried. Safe
     * to repeat: another attempt writes as writers of its own, and adds its record to what was kept.
     */
    int write(LedgerRequest request);

    /**
     * Reads every store back, and compares it with what was recorded. A store that cannot be read is said to be so.
     * Safe to repeat: reads only.
     *
     * @param injection null where no fault landed
     */
    List<StoreLedger> readBack(LedgerRequest request, @Nullable Injection injection);

    /**
     * Removes what the ledger left: its schema, its keys, its containers. Returns what could not be removed. Safe to
     * repeat: what is gone is gone.
     */
    List<String> sweep(LedgerRequest request);
}
