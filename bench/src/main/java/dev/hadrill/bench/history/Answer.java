package dev.hadrill.bench.history;

import dev.hadrill.db.Question;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long the database took over a question, and how it went about it. */
record Answer(Question question, int rows, double fastestMs, double medianMs, List<String> plan) {
    private static final int TIMES = 9;

    /** To every question of docs/history.md, after the clean-up that autovacuum does by itself within minutes. */
    static List<Answer> all(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
            List<Answer> answers = new ArrayList<>();
            for (Question question : Question.all()) {
                answers.add(of(question, statement));
            }
            return answers;
        }
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-20s median %6.1f ms, fastest %6.1f ms, %5d rows  %s",
                question.view(),
                medianMs,
                fastestMs,
                rows,
                question.title());
    }

    private static Answer of(Question question, Statement statement) throws SQLException {
        int rows = read(question.statement(), statement).size();
        double[] tookMs = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long began = System.nanoTime();
            read(question.statement(), statement);
            tookMs[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(tookMs);
        List<String> plan = read("EXPLAIN (ANALYZE, COSTS OFF) " + question.statement(), statement);
        return new Answer(question, rows, tookMs[0], tookMs[TIMES / 2], plan);
    }

    private static List<String> read(String sql, Statement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(String.valueOf(found.getString(1)));
            }
        }
        return rows;
    }
}
