package dev.hadrill.activities.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A libpq connection string. */
record ConnInfo(Map<String, String> parameters) {
    static ConnInfo of(String host, String user) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("host", host);
        parameters.put("port", "5432");
        parameters.put("user", user);
        parameters.put("connect_timeout", "5");
        return new ConnInfo(parameters);
    }

    ConnInfo with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new ConnInfo(more);
    }

    String text() {
        return parameters.entrySet().stream()
                .map(entry -> "%s='%s'"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().replace("\\", "\\\\").replace("'", "\\'")))
                .collect(Collectors.joining(" "));
    }

    /** The line of postgresql.auto.conf, as {@code pg_basebackup -R} writes it. */
    String setting() {
        return "primary_conninfo = '" + text().replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
