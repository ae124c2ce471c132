package dev.hadrill.starter.drill;

import dev.hadrill.workflows.drill.DrillEvent.LedgerLost;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.PhaseText;
import java.util.ArrayList;
import java.util.List;

/** What a drill measured beside its RTO, as the last lines of {@code hadrill run}: none where it measured nothing. */
public final class LastLines {
    private LastLines() {}

    public static List<String> of(DrillState drill) {
        return of(drill, drill.phases());
    }

    static List<String> of(DrillState drill, List<PhaseSpan> phases) {
        List<String> lines = new ArrayList<>();
        if (!phases.isEmpty()) {
            lines.add("phases    " + PhaseText.line(phases));
        }
        for (StoreLedger store : drill.ledger()) {
            lines.add("ledger    " + store.words());
        }
        drill.last(LedgerLost.class).ifPresent(lost -> lines.add("ledger    lost: " + lost.reason()));
        return lines;
    }
}
