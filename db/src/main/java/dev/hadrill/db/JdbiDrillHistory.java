package dev.hadrill.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.history.LastDrill;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The drills of the history, written by workers and read by commands. Blocks; fails as {@link HistoryDatabase} does. */
public final class JdbiDrillHistory implements HistoryActivities {
    /** Failure type: the history holds another event under the same drill and sequence. */
    public static final String CONFLICT = "HistoryConflict";

    /** Rows of an earlier or later hadrill may know fields that this one does not. */
    private static final ObjectReader EVENT =
            Json.mapper().readerFor(DrillEvent.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static final String LAST_MEASURED = LatestVerdicts.PAIRS + """
            SELECT pair.stack, pair.scenario, newest.at FROM pair CROSS JOIN LATERAL (
                SELECT started_at AS at FROM drill d
                WHERE d.stack = pair.stack AND d.scenario = pair.scenario AND d.verdict IN ('PASSED', 'FAILED')
                ORDER BY started_at DESC LIMIT 1) AS newest
            ORDER BY pair.stack, pair.scenario""";

    private final HistoryDatabase database;
    private final boolean announces;

    public JdbiDrillHistory(HistoryDatabase database) {
        this(database, false);
    }

    /**
     * Of workers that may tell a webhook.
     *
     * @param announces whether a verdict is left for it, with the drill and in its transaction
     */
    public JdbiDrillHistory(HistoryDatabase database, boolean announces) {
        this.database = database;
        this.announces = announces;
    }

    @Override
    public void ready() {
        database.ready();
    }

    /** One transaction, with every row that follows from the events; a state that is older than the stored one adds nothing. */
    @Override
    public void persist(DrillState drill) {
        DrillSummary summary = drill.summary();
        TrendColumns trend = TrendColumns.of(drill);
        String events = StoredText.array(drill.events());
        database.use(handle -> {
            lock(handle, drill.drillId());
            if (storedEvents(handle, drill.drillId()) <= drill.events().size()) {
                upsert(handle, summary, trend);
                DerivedRows.replace(handle, drill);
                if (announces) {
                    VerdictNotice.of(summary).ifPresent(notice -> JdbiNotices.add(handle, drill.drillId(), notice));
                }
            }
            append(handle, drill.drillId(), events);
            refuseOtherContent(handle, drill.drillId(), events);
        });
    }

    /** The newest first. */
    public List<DrillSummary> list(int limit, @Nullable String scenario, @Nullable String stack) {
        return database.in(handle -> handle.createQuery("""
                        SELECT * FROM drill
                        WHERE (:scenario::text IS NULL OR scenario = :scenario) AND (:stack::text IS NULL OR stack = :stack)
                        ORDER BY started_at DESC, drill_id LIMIT :limit""")
                .bind("limit", limit)
                .bind("scenario", scenario)
                .bind("stack", stack)
                .map(ConstructorMapper.of(DrillSummary.class))
                .list());
    }

    /**
     * By drill id, by the beginning of one that no other drill has, or the newest of a workflow id; fails with what is
     * ambiguous.
     */
    public Optional<DrillSummary> find(String name) {
        List<DrillSummary> found = database.in(handle -> handle.createQuery("""
                        SELECT * FROM drill WHERE drill_id = :name OR starts_with(drill_id, :name) OR workflow_id = :name
                        ORDER BY drill_id = :name DESC, workflow_id = :name DESC, started_at DESC LIMIT 6""")
                .bind("name", name)
                .map(ConstructorMapper.of(DrillSummary.class))
                .list());
        boolean exact = !found.isEmpty()
                && (found.getFirst().drillId().equals(name)
                        || found.getFirst().workflowId().equals(name));
        if (found.size() > 1 && !exact) {
            throw Failures.refuse(
                    Failures.BAD_REQUEST,
                    "'%s' begins the ids of several drills: %s; give more of it"
                            .formatted(
                                    name,
                                    found.stream().map(DrillSummary::drillId).toList()));
        }
        return found.stream().findFirst();
    }

    /** The newest PASSED or FAILED drill of every scenario of every stack; reads one of each, however many there are. */
    public List<LastDrill> lastMeasured() {
        return database.in(handle -> handle.createQuery(LAST_MEASURED)
                .map(ConstructorMapper.of(LastDrill.class))
                .list());
    }

    /** The drill as its events tell it; empty when there is none of exactly that id. */
    public Optional<DrillState> events(String drillId) {
        return database.in(handle -> {
            Optional<String> workflowId = handle.createQuery("SELECT workflow_id FROM drill WHERE drill_id = :drill")
                    .bind("drill", drillId)
                    .mapTo(String.class)
                    .findOne();
            List<DrillEvent> events = handle.createQuery(
                            "SELECT payload::text FROM drill_event WHERE drill_id = :drill ORDER BY seq")
                    .bind("drill", drillId)
                    .mapTo(String.class)
                    .map(JdbiDrillHistory::event)
                    .list();
            return workflowId.map(id -> new DrillState(drillId, id, events));
        });
    }

    private static void lock(Handle handle, String drillId) {
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:drill, 0))")
                .bind("drill", drillId)
                .mapTo(Integer.class)
                .one();
    }

    private static int storedEvents(Handle handle, String drillId) {
        return handle.createQuery("SELECT count(*) FROM drill_event WHERE drill_id = :drill")
                .bind("drill", drillId)
                .mapTo(Integer.class)
                .one();
    }

    private static void upsert(Handle handle, DrillSummary summary, TrendColumns trend) {
        handle.createUpdate("""
                        INSERT INTO drill (drill_id, workflow_id, stack, scenario, release, target_container, started_at,
                            finished_at, verdict, reason, rto_budget_sec, rto_sec, rto_lo_sec, rto_hi_sec, recovered,
                            redundancy_restored, evidence, machine_rto_sec, lost_writes, lost_sec, engine_died,
                            detection_sec, approval_sec, promotion_sec, reconnection_sec, readmission_sec,
                            stabilising_sec, unattributed_sec, skipped_because)
                        SELECT drill_id, workflow_id, stack, scenario, release, target_container,
                            started_at, finished_at, verdict, reason, rto_budget_sec, rto_sec, rto_lo_sec, rto_hi_sec,
                            recovered, redundancy_restored, evidence, machine_rto_sec, lost_writes, lost_sec,
                            engine_died, detection_sec, approval_sec, promotion_sec, reconnection_sec, readmission_sec,
                            stabilising_sec, unattributed_sec, skipped_because
                        FROM jsonb_populate_record(NULL::drill, :summary::jsonb || :trend::jsonb)
                        ON CONFLICT (drill_id) DO UPDATE SET
                            target_container = excluded.target_container, finished_at = excluded.finished_at,
                            verdict = excluded.verdict, reason = excluded.reason, rto_sec = excluded.rto_sec,
                            rto_lo_sec = excluded.rto_lo_sec, rto_hi_sec = excluded.rto_hi_sec,
                            recovered = excluded.recovered, redundancy_restored = excluded.redundancy_restored,
                            evidence = excluded.evidence, machine_rto_sec = excluded.machine_rto_sec,
                            lost_writes = excluded.lost_writes, lost_sec = excluded.lost_sec,
                            engine_died = excluded.engine_died, detection_sec = excluded.detection_sec,
                            approval_sec = excluded.approval_sec, promotion_sec = excluded.promotion_sec,
                            reconnection_sec = excluded.reconnection_sec, readmission_sec = excluded.readmission_sec,
                            stabilising_sec = excluded.stabilising_sec, unattributed_sec = excluded.unattributed_sec,
                            skipped_because = excluded.skipped_because""")
                .bind("summary", StoredText.object(summary))
                .bind("trend", StoredText.object(trend))
                .execute();
    }

    static void append(Handle handle, String drillId, String events) {
        handle.createUpdate("""
                        INSERT INTO drill_event (drill_id, seq, type, at_wall, at_mono_ns, boot_id, payload)
                        SELECT :drill, ordinality - 1, value ->> 'type', (value -> 'at' ->> 'wall')::timestamptz,
                            (value -> 'at' ->> 'mono_ns')::bigint, value -> 'at' ->> 'boot_id', value
                        FROM jsonb_array_elements(:events::jsonb) WITH ORDINALITY
                        ON CONFLICT (drill_id, seq) DO NOTHING""").bind("drill", drillId).bind("events", events).execute();
    }

    private static void refuseOtherContent(Handle handle, String drillId, String events) {
        List<String> others = handle.createQuery("""
                        SELECT seq || ' is ' || e.type || ', not ' || (given.value ->> 'type')
                        FROM jsonb_array_elements(:events::jsonb) WITH ORDINALITY AS given
                        JOIN drill_event e ON e.drill_id = :drill AND e.seq = given.ordinality - 1
                        WHERE e.payload <> given.value ORDER BY seq""")
                .bind("drill", drillId)
                .bind("events", events)
                .mapTo(String.class)
                .list();
        if (!others.isEmpty()) {
            throw Failures.refuse(
                    CONFLICT,
                    "drill %s: the history holds other events: event %s; it is append-only, look at both"
                            .formatted(drillId, String.join(", ", others)));
        }
    }

    private static DrillEvent event(String payload) {
        try {
            return EVENT.readValue(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
