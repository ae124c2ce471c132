package dev.hadrill.db;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.gate.CompareRequest;
import dev.hadrill.workflows.gate.Compared;
import dev.hadrill.workflows.gate.GateHistory;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.gate.GateSummary;
import dev.hadrill.workflows.regression.Regression;
import dev.hadrill.workflows.regression.Run;
import dev.hadrill.workflows.regression.Sample;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The gates of the history, and the drills that came before them. Blocks; fails as {@link HistoryDatabase} does. */
public final class JdbiGateHistory implements GateHistory {
    private static final int RELEASES_TOLD = 10;

    private final HistoryDatabase database;

    private final boolean announces;

    public JdbiGateHistory(HistoryDatabase database) {
        this(database, false);
    }

    /** @param announces whether a verdict is left for the webhook, with the gate and in its transaction */
    public JdbiGateHistory(HistoryDatabase database, boolean announces) {
        this.database = database;
        this.announces = announces;
    }

    @Override
    public void requireBaseline(String stack, String baseline) {
        List<String> releases = database.in(handle -> handle.createQuery("""
                        SELECT release FROM drill WHERE stack = :stack AND release IS NOT NULL
                        GROUP BY release ORDER BY release = :baseline DESC, max(started_at) DESC LIMIT :limit""")
                .bind("stack", stack)
                .bind("baseline", baseline)
                .bind("limit", RELEASES_TOLD)
                .mapTo(String.class)
                .list());
        if (!releases.contains(baseline)) {
            throw Failures.refuse(
                    Failures.BAD_REQUEST,
                    "baseline '%s' has no drill of stack %s in the history; %s"
                            .formatted(
                                    baseline,
                                    stack,
                                    releases.isEmpty()
                                            ? "no release has one; leave the baseline out"
                                            : "the last releases are: " + String.join(", ", releases)));
        }
    }

    @Override
    public Compared compare(CompareRequest request) {
        return database.in(handle -> {
            requireRows(handle, request);
            Set<String> leftOut = new LinkedHashSet<>();
            Set<String> releases = new LinkedHashSet<>();
            List<Sample> samples = new ArrayList<>();
            request.candidate().forEach((scenario, runs) -> {
                Set<String> died = engineDied(handle, runs);
                leftOut.addAll(died);
                List<Before> before = before(handle, request, scenario);
                before.forEach(drill -> releases.add(drill.release()));
                samples.add(new Sample(
                        scenario,
                        runs.stream()
                                .filter(run -> !died.contains(run.drillId()))
                                .toList(),
                        before.reversed().stream().map(Before::run).toList()));
            });
            return new Compared(samples, Regression.compare(samples), List.copyOf(releases), List.copyOf(leftOut));
        });
    }

    /** One transaction; what was stored of the gate before is replaced. */
    @Override
    public void persist(GateState gate) {
        String summary = StoredText.object(gate.summary());
        database.use(handle -> {
            for (String table : List.of("gate_drill", "gate_comparison", "gate")) {
                handle.createUpdate("DELETE FROM " + table + " WHERE gate_id = :gate")
                        .bind("gate", gate.gateId())
                        .execute();
            }
            handle.createUpdate("INSERT INTO gate SELECT * FROM jsonb_populate_record(NULL::gate, :summary::jsonb)")
                    .bind("summary", summary)
                    .execute();
            DerivedRows.insert(handle, "gate_drill", GateDrillRow.of(gate));
            DerivedRows.insert(handle, "gate_comparison", GateComparisonRow.of(gate));
            if (announces) {
                VerdictNotice.of(gate.summary()).ifPresent(notice -> JdbiNotices.add(handle, gate.gateId(), notice));
            }
        });
    }

    /** By gate id, by the beginning of one that no other gate has, or the newest of a workflow id. */
    public Optional<GateSummary> find(String name) {
        List<GateSummary> found = database.in(handle -> handle.createQuery("""
                        SELECT * FROM gate WHERE gate_id = :name OR starts_with(gate_id, :name) OR workflow_id = :name
                        ORDER BY gate_id = :name DESC, workflow_id = :name DESC, started_at DESC LIMIT 2""")
                .bind("name", name)
                .map(ConstructorMapper.of(GateSummary.class))
                .list());
        boolean exact = !found.isEmpty()
                && (found.getFirst().gateId().equals(name)
                        || found.getFirst().workflowId().equals(name));
        if (found.size() > 1 && !exact) {
            throw Failures.refuse(
                    Failures.BAD_REQUEST,
                    "'%s' begins the ids of several gates: %s; give more of it"
                            .formatted(
                                    name,
                                    found.stream().map(GateSummary::gateId).toList()));
        }
        return found.stream().findFirst();
    }

    /** The newest first, with those that a schedule skipped. */
    public List<GateSummary> list(int limit, @Nullable String stack) {
        return database.in(handle -> handle.createQuery("""
                        SELECT * FROM gate WHERE :stack::text IS NULL OR stack = :stack
                        ORDER BY started_at DESC, gate_id LIMIT :limit""")
                .bind("limit", limit)
                .bind("stack", stack)
                .map(ConstructorMapper.of(GateSummary.class))
                .list());
    }

    /** The drills of a gate that began, in their order. */
    public List<String> drills(String gateId) {
        return database.in(handle -> handle.createQuery(
                        "SELECT drill_id FROM gate_drill WHERE gate_id = :gate AND drill_id IS NOT NULL ORDER BY seq")
                .bind("gate", gateId)
                .mapTo(String.class)
                .list());
    }

    /** What waits in an outbox may say that the engine died in it. */
    private static void requireRows(Handle handle, CompareRequest request) {
        List<String> drills = request.candidate().values().stream()
                .flatMap(List::stream)
                .map(Run::drillId)
                .toList();
        List<String> missing = handle.createQuery("""
                        SELECT id FROM jsonb_array_elements_text(:drills::jsonb) AS given (id)
                        WHERE NOT EXISTS (SELECT 1 FROM drill WHERE drill_id = id AND verdict IS NOT NULL) LIMIT 3""")
                .bind("drills", StoredText.rows(drills))
                .mapTo(String.class)
                .list();
        if (!missing.isEmpty()) {
            throw Failures.passing(
                    Failures.HISTORY_DOWN,
                    "drills %s of the gate are not in the history yet: they wait in the outbox of the worker that ran them"
                            .formatted(String.join(", ", missing)),
                    null);
        }
    }

    private static List<Before> before(Handle handle, CompareRequest request, String scenario) {
        return handle.createQuery("""
                        SELECT d.drill_id, d.release, coalesce(d.machine_rto_sec, d.rto_sec) AS rto_sec, d.rto_lo_sec, d.rto_hi_sec
                        FROM drill d
                        WHERE d.stack = :stack AND d.scenario = :scenario AND d.started_at < :before
                            AND (d.release = :baseline OR :baseline::text IS NULL
                                AND d.release_key < release_key(:release) COLLATE "C"
                                AND d.release NOT IN (SELECT release FROM rejected_release WHERE stack = :stack))
                            AND d.verdict IN ('PASSED', 'FAILED') AND d.rto_sec IS NOT NULL AND NOT d.engine_died
                        ORDER BY d.started_at DESC, d.drill_id LIMIT :limit""")
                .bind("stack", request.stack())
                .bind("scenario", scenario)
                .bind("before", request.before())
                .bind("release", request.release())
                .bind("baseline", request.baseline())
                .bind("limit", BASELINE_RUNS)
                .map(ConstructorMapper.of(Before.class))
                .list();
    }

    private static Set<String> engineDied(Handle handle, List<Run> runs) {
        return Set.copyOf(handle.createQuery("""
                        SELECT d.drill_id FROM drill d
                        WHERE d.drill_id IN (SELECT jsonb_array_elements_text(:drills::jsonb)) AND d.engine_died""")
                .bind("drills", StoredText.rows(runs.stream().map(Run::drillId).toList()))
                .mapTo(String.class)
                .list());
    }

    /** A drill of the baseline. */
    public record Before(
            String drillId,
            String release,
            double rtoSec,
            double rtoLoSec,
            @Nullable Double rtoHiSec) {
        Run run() {
            return new Run(drillId, Math.max(0, rtoSec), rtoHiSec == null ? null : Double.valueOf(rtoHiSec - rtoLoSec));
        }
    }
}
