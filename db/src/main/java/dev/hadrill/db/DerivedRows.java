package dev.hadrill.db;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.finding.Findings;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows that follow from a drill's events, table by table. */
final class DerivedRows {
    private DerivedRows() {}

    /** Takes away what was derived before from fewer events. */
    static void replace(Handle handle, DrillState drill) {
        for (String table : List.of("drill_outage", "drill_probe", "drill_phase", "drill_ledger", "drill_finding")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE drill_id = :drill")
                    .bind("drill", drill.drillId())
                    .execute();
        }
        insert(handle, "drill_probe", ProbeRow.of(drill));
        insert(handle, "drill_outage", OutageRow.of(drill));
        insert(handle, "drill_phase", PhaseRow.of(drill.drillId(), drill.phases()));
        insert(handle, "drill_ledger", LedgerRow.of(drill));
        insert(handle, "drill_finding", FindingRow.of(drill, Findings.of(drill)));
    }

    /** The rows' components are the table's columns. */
    static void insert(Handle handle, String table, List<?> rows) {
        handle.createUpdate("INSERT INTO %1$s SELECT * FROM jsonb_populate_recordset(NULL::%1$s, :rows::jsonb)"
                        .formatted(table))
                .bind("rows", StoredText.rows(rows))
                .execute();
    }
}
