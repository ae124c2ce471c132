package dev.hadrill.activities.valkey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the command-line client prints when nobody looks: a value a line. Pure. */
final class Replies {
    private Replies() {}

    /** {@code key:value} lines of INFO. */
    static Map<String, String> info(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().map(String::strip).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return fields;
    }

    /** Key and value in alternate lines, as SENTINEL MASTER and REPLICAS print them; each entry begins with its name. */
    static List<Map<String, String>> entries(String text) {
        List<Map<String, String>> entries = new ArrayList<>();
        List<String> lines = text.lines().map(line -> line.replace("\r", "")).toList();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            if (lines.get(i).equals("name")) {
                entries.add(new HashMap<>());
            }
            if (!entries.isEmpty()) {
                entries.getLast().put(lines.get(i), lines.get(i + 1));
            }
        }
        return entries;
    }

    /** The parts of a script's output, each after a line {@code == NAME}. */
    static Map<String, String> sections(String text) {
        Map<String, StringBuilder> sections = new HashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("== ")) {
                current = sections.computeIfAbsent(line.substring(3), name -> new StringBuilder());
            } else {
                current.append(line).append('\n');
            }
        }
        Map<String, String> result = new HashMap<>();
        sections.forEach((name, body) -> result.put(name, body.toString()));
        return result;
    }
}
