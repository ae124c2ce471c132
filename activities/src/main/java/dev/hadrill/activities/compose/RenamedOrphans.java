package dev.hadrill.activities.compose;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an interrupted recreation leaves: compose makes the new container as {@code <12 hex digits>_<name>}, removes the
 * old one, and renames.
 */
public final class RenamedOrphans {
    private static final Pattern TEMPORARY = Pattern.compile("[0-9a-f]{12}_(?<name>.+)");

    private RenamedOrphans() {}

    /** Removes a new one whose old one still stands, names one that is alone; says what it did. */
    public static List<String> sweep(DockerEngine engine, String project) {
        List<Instance> all = engine.project(project).instances();
        List<String> done = new ArrayList<>();
        for (Instance orphan : all) {
            Matcher temporary = TEMPORARY.matcher(orphan.name());
            if (!temporary.matches()) {
                continue;
            }
            boolean oldOneStands = all.stream()
                    .anyMatch(other ->
                            !other.id().equals(orphan.id()) && other.service().equals(orphan.service()));
            if (oldOneStands && !orphan.running()) {
                engine.remove(orphan.id());
                done.add("removed " + orphan.name() + ", left by an interrupted recreation");
            } else if (!oldOneStands) {
                engine.rename(orphan.id(), temporary.group("name"));
                done.add("renamed " + orphan.name() + " to " + temporary.group("name"));
            }
        }
        return done;
    }
}
