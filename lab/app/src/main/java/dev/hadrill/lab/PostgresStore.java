package dev.hadrill.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** Writes a row of its own to the database at DB_HOST; a standby refuses that, and so is not ready. */
final class PostgresStore implements Store {
    private static final String UPSERT = "INSERT INTO lab_write VALUES (?, clock_timestamp())"
            + " ON CONFLICT (writer) DO UPDATE SET written_at = EXCLUDED.written_at";

    private final Settings settings;
    private final Link<Session> link;

    PostgresStore(Settings settings) {
        this.settings = settings;
        this.link = new Link<>(name(), this::open);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void write(String key, Duration limit) throws Exception {
        link.use(session -> session.write(key), limit);
    }

    private Session open() throws SQLException {
        Properties options = new Properties();
        options.setProperty("user", settings.dbUser());
        options.setProperty("password", settings.dbPassword());
        options.setProperty("ApplicationName", settings.instance());
        options.setProperty("connectTimeout", "1");
        options.setProperty("socketTimeout", "3");
        options.setProperty("tcpKeepAlive", "true");
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + settings.dbHost() + ":5432/" + settings.dbName(), options);
        try {
            refuseStandby(connection);
            PreparedStatement upsert = connection.prepareStatement(UPSERT);
            return new Session(settings.dbHost(), connection, upsert);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Known at once and once, instead of by each write that fails. */
    private static void refuseStandby(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            if (answer.next() && answer.getBoolean(1)) {
                throw new SQLException(connection.getMetaData().getURL() + " is a standby");
            }
        }
    }

    private record Session(String host, Connection connection, PreparedStatement upsert) implements AutoCloseable {
        void write(String key) throws SQLException {
            upsert.setString(1, key);
            upsert.executeUpdate();
        }

        /** Aborts: a plain close waits for a statement that hangs. */
        @Override
        public void close() throws SQLException {
            connection.abort(Runnable::run);
        }

        @Override
        public String toString() {
            return host;
        }
    }
}
