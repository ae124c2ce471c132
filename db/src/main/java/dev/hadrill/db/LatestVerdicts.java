package dev.hadrill.db;

import dev.hadrill.workflows.drill.DrillSummary;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The last drill of every stack and scenario. Blocks; fails as {@link HistoryDatabase} does. */
public final class LatestVerdicts {
    private static final int MOST = 200;

    /** Every stack and scenario, by one probe of the index each. */
    static final String PAIRS = """
            WITH RECURSIVE pair AS (
                (SELECT stack, scenario FROM drill ORDER BY stack, scenario LIMIT 1)
                UNION ALL
                SELECT following.* FROM pair CROSS JOIN LATERAL (
                    SELECT stack, scenario FROM drill WHERE (stack, scenario) > (pair.stack, pair.scenario)
                    ORDER BY stack, scenario LIMIT 1) AS following
            )
            """;

    private final HistoryDatabase database;

    public LatestVerdicts(HistoryDatabase database) {
        this.database = database;
    }

    /** With a verdict, by stack and scenario; jumps from pair to pair in the index, however many drills there are. */
    public List<DrillSummary> read() {
        return database.in(handle -> handle.createQuery(PAIRS + """
                        SELECT newest.* FROM pair CROSS JOIN LATERAL (
                            SELECT * FROM drill d
                            WHERE d.stack = pair.stack AND d.scenario = pair.scenario AND d.verdict IS NOT NULL
                            ORDER BY started_at DESC LIMIT 1) AS newest
                        LIMIT :most""")
                .bind("most", MOST)
                .map(ConstructorMapper.of(DrillSummary.class))
                .list());
    }
}
