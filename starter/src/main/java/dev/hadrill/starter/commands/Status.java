package dev.hadrill.starter.commands;

import dev.hadrill.db.JdbiNotices;
import dev.hadrill.starter.drill.Installation;
import dev.hadrill.starter.drill.OverdueDrills;
import dev.hadrill.starter.drill.Undelivered;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Part;
import dev.hadrill.starter.platform.Platform;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.history.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill status}: what is up; exit code 0 when every part is, 1 when not. */
@Command(
        name = "status",
        description = {
            "Shows the local platform, or the installation that TEMPORAL_ADDRESS or a profile names; which drills are",
            "overdue by their stack files' stale_after; what the webhook was not told. Exit code 0 when every part is up,",
            "else 1, whatever is overdue."
        },
        mixinStandardHelpOptions = true)
public final class Status implements Callable<Integer> {
    private static final String ROW = "%-12s%-9s%-16s%-18s%-10s%s%n";

    private final Settings settings;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    public Status(Settings settings) {
        this.settings = settings;
    }

    /**
     * What {@code --json} prints.
     *
     * @param platform null when it is down
     * @param installation what the environment names beside the local platform; null when it names nothing
     * @param undelivered null when it is not known
     * @param overdue null when it is not known
     * @param overdueTrouble what was in the way of knowing all of it; null when nothing was
     */
    public record Result(
            boolean up,
            @Nullable Platform platform,
            @Nullable Installation installation,
            JdbiNotices.@Nullable Backlog undelivered,
            @Nullable List<Overdue> overdue,
            @Nullable String overdueTrouble) {}

    @Override
    public Integer call() {
        Optional<Platform> platform = Platform.current(settings.data());
        Connection connection = Connection.of(settings);
        Undelivered undelivered =
                platform.isEmpty() && settings.externalHistory().isEmpty()
                        ? new Undelivered(null, "the history is down")
                        : Undelivered.ask(connection);
        Optional<Installation> installation =
                isElsewhere(platform) ? Optional.of(Installation.ask(connection, undelivered)) : Optional.empty();
        boolean up = installation
                .map(Installation::isUp)
                .orElseGet(() -> platform.map(Platform::isUp).orElse(false));
        OverdueDrills drills = OverdueDrills.ask(settings);
        if (json) {
            System.out.println(Json.write(new Result(
                    up,
                    platform.orElse(null),
                    installation.orElse(null),
                    undelivered.backlog(),
                    drills.overdue(),
                    drills.trouble())));
            return up ? 0 : 1;
        }
        Terminal terminal = Terminal.ofStandardOutput();
        platform.ifPresent(Status::print);
        installation.ifPresent(it -> it.lines().forEach(terminal::line));
        if (platform.isEmpty() && installation.isEmpty()) {
            System.out.println("down; start it with: hadrill up");
        }
        undelivered.lines().forEach(terminal::line);
        drills.lines().forEach(terminal::line);
        return up ? 0 : 1;
    }

    /** The commands go where the environment says; workers of this machine may work there too. */
    private boolean isElsewhere(Optional<Platform> platform) {
        Optional<String> named = settings.externalTemporal();
        return named.isPresent()
                && !named.equals(platform.map(it -> it.addresses().temporal()));
    }

    static void print(Platform platform) {
        System.out.printf(ROW, "part", "pid", "state", "address", "uptime", "restarts");
        for (Part part : platform.parts()) {
            System.out.printf(
                    ROW,
                    part.name(),
                    part.process() == null ? "-" : part.process().pid(),
                    part.state(),
                    part.address(),
                    part.isAlive() ? age(part.since()) : "-",
                    part.restarts());
        }
        if (platform.addresses().ui() != null) {
            System.out.println("UI " + platform.addresses().ui());
        } else {
            System.out.println("Temporal " + platform.addresses().temporal() + " (from the environment)");
        }
    }

    private static String age(Instant since) {
        Duration age = Duration.between(since, Instant.now());
        return String.format(Locale.ROOT, "%d:%02d:%02d", age.toHours(), age.toMinutesPart(), age.toSecondsPart());
    }
}
