package dev.hadrill.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hadrill.workflows.Failures;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The history's database: opened without a connection, migrated at its first use.
 *
 * <p>Every call blocks for 2 s at most while the database cannot be reached, and then fails with {@link
 * Failures#HISTORY_DOWN}; a later one tries again.
 */
public final class HistoryDatabase implements AutoCloseable {
    private static final long CONNECT_TIMEOUT_MS = 2_000;
    private static final int STATEMENT_TIMEOUT_SEC = 10;
    private static final String UNDEFINED_TABLE = "42P01";

    private final String url;
    private final boolean migrates;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private volatile boolean migrated;

    private HistoryDatabase(String url, String user, String password, int connections, boolean migrates) {
        this.url = url;
        this.migrates = migrates;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setPoolName("history");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        config.setValidationTimeout(CONNECT_TIMEOUT_MS / 2);
        config.setInitializationFailTimeout(-1); // the database may come later than we do
        config.addDataSourceProperty("loginTimeout", CONNECT_TIMEOUT_MS / 1_000);
        config.addDataSourceProperty("socketTimeout", STATEMENT_TIMEOUT_SEC);
        config.addDataSourceProperty("ApplicationName", "hadrill");
        this.pool = new HikariDataSource(config);
        this.jdbi = Jdbi.create(pool);
    }

    /** For a worker: brings the tables up to date at the first use; workers that race wait for one another. */
    public static HistoryDatabase owned(String url, String user, String password) {
        return new HistoryDatabase(url, user, password, 4, true);
    }

    /** For a reader, which leaves the tables to the workers. */
    public static HistoryDatabase reader(String url, String user, String password) {
        return new HistoryDatabase(url, user, password, 1, false);
    }

    /** Fails when the history cannot be written now. */
    public void ready() {
        String readOnly = in(handle -> handle.createQuery("SHOW transaction_read_only")
                .mapTo(String.class)
                .one());
        if (!"off".equals(readOnly)) {
            throw ApplicationFailure.newFailure(
                    "the history at %s is read-only: a standby, or no space left".formatted(url),
                    Failures.HISTORY_DOWN);
        }
    }

    /** Runs one transaction. */
    <T> T in(Function<Handle, T> work) {
        try {
            migrate();
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException | FlywayException e) {
            throw down(e);
        }
    }

    void use(Consumer<Handle> work) {
        in(handle -> {
            work.accept(handle);
            return true;
        });
    }

    @Override
    public void close() {
        pool.close();
    }

    private void migrate() {
        if (!migrates || migrated) {
            return;
        }
        synchronized (this) {
            if (!migrated) {
                jdbi.useHandle(handle -> handle.execute("SELECT 1")); // fails sooner and plainer than Flyway does
                Flyway.configure().dataSource(pool).load().migrate();
                migrated = true;
            }
        }
    }

    private ApplicationFailure down(Exception cause) {
        SQLException sql = sqlCause(cause);
        String what = sql == null ? String.valueOf(cause.getMessage()) : String.valueOf(sql.getMessage());
        String line = sql != null && UNDEFINED_TABLE.equals(sql.getSQLState())
                ? "the history at %s has no tables yet; a worker makes them: ./hadrill up".formatted(url)
                : "the history at %s cannot be used: %s"
                        .formatted(url, what.lines().findFirst().orElse(""));
        return Failures.passing(Failures.HISTORY_DOWN, line, cause);
    }

    /** The last one says what the server or the network said; the pool's own are about the pool. */
    private static @Nullable SQLException sqlCause(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }
}
