package dev.hadrill.activities.postgres;

import dev.hadrill.activities.postgres.PostgresNode.Condition;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code look.sh} found in a dead member's volume. Pure.
 *
 * @param timeline the newest that its control file or its timeline history knows; 0 when broken
 */
record ControlData(Condition condition, int timeline, String systemId) {
    static final ControlData BROKEN = new ControlData(Condition.DEAD_BROKEN, 0, "");

    static ControlData parse(String text) {
        Map<String, String> lines = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        });
        if (lines.containsKey("hadrill broken")) {
            return BROKEN;
        }
        String systemId = lines.get("Database system identifier");
        String checkpoint = lines.get("Latest checkpoint's TimeLineID");
        if (systemId == null || checkpoint == null) {
            throw new IllegalArgumentException(
                    "pg_controldata answered neither system identifier nor timeline: " + text);
        }
        int recovery = Integer.parseInt(lines.getOrDefault("Min recovery ending loc's timeline", "0"));
        int history = Integer.parseInt(lines.getOrDefault("hadrill history", "0"), 16);
        boolean standby = lines.containsKey("hadrill standby");
        return new ControlData(
                standby ? Condition.DEAD_STANDBY : Condition.DEAD_PRIMARY,
                Math.max(Integer.parseInt(checkpoint), Math.max(recovery, history)),
                systemId);
    }
}
