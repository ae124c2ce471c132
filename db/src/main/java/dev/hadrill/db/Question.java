package dev.hadrill.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What an analyst usually asks of a view, in SQL: docs/history.md shows these, and {@code hadrill bench history} times them. */
public record Question(String view, String title, String sql) {
    private static final Pattern ONE = Pattern.compile("^-- (\\w+): (.*)\n((?s:.*?);)$", Pattern.MULTILINE);

    public static List<Question> all() {
        try (InputStream in = Objects.requireNonNull(Question.class.getResourceAsStream("questions.sql"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ONE.matcher(text).results().map(Question::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the semicolon. */
    public String statement() {
        return sql.substring(0, sql.length() - 1);
    }

    private static Question of(MatchResult found) {
        return new Question(found.group(1), found.group(2), found.group(3));
    }
}
