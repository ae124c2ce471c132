package dev.hadrill.starter.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One process of one boot: pids are reused, a pid with its start time and boot id is not. */
public record Incarnation(long pid, long startTicks, String bootId) {
    private static final int STATE = 0;
    private static final int START_TIME = 19; // field 22 of proc(5) stat, counted from the state

    /** The process that has this pid now; a zombie counts as none. */
    public static Optional<Incarnation> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new Incarnation(pid, Long.parseLong(fields[START_TIME]), currentBoot()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @JsonIgnore
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Asks it to end, and after the grace period makes it; returns when it is gone. */
    void end(Duration grace) {
        signal("TERM");
        if (!awaitEnd(grace)) {
            signal("KILL");
            awaitEnd(Duration.ofSeconds(5));
        }
    }

    void signal(String name) {
        if (isAlive()) {
            Subprocess.run(Duration.ofSeconds(5), List.of("sh", "-c", "kill -" + name + " " + pid));
        }
    }

    boolean awaitEnd(Duration limit) {
        return Waiting.until(limit, () -> !isAlive());
    }

    private static String currentBoot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }
}
