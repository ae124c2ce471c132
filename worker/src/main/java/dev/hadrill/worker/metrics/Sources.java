package dev.hadrill.worker.metrics;

import dev.hadrill.activities.observation.ProbeNow;
import dev.hadrill.db.JdbiNotices.Backlog;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.history.Due;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where the metrics come from.
 *
 * @param lastDrills of each stack and scenario, with a verdict; may block and fail, as {@code due} and {@code backlog} may
 * @param outboxFiles may block for the disk, as {@code spoolBytes} may
 * @param probes asked at each scrape: must not block
 */
public record Sources(
        Supplier<List<DrillSummary>> lastDrills,
        Supplier<List<Due>> due,
        Supplier<Backlog> backlog,
        IntSupplier outboxFiles,
        LongSupplier spoolBytes,
        Supplier<List<ProbeNow>> probes) {}
