package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.workflows.drill.WatchRequest;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What to observe, how, and for how long. */
final class WatchOptions {
    private static final String PROBE = "service";
    private static final Duration SLOW_AFTER = Duration.ofMillis(1500);

    @Option(names = "--url", required = true, description = "The page; http, on loopback or RFC 1918 only.")
    private String url = "";

    @ArgGroup(multiplicity = "1")
    private Until until = new Until();

    /** One of the two. */
    static final class Until {
        @Option(names = "--for", paramLabel = "DURATION", converter = Budget.class, description = "60s, 10m, ...")
        @Nullable
        Duration duration;

        @Option(names = "--until-stable", description = "Until an outage began and ended.")
        boolean stable;
    }

    @Option(
            names = "--max-wait",
            paramLabel = "DURATION",
            converter = Budget.class,
            defaultValue = "30m",
            description = "With --until-stable: the longest (default: ${DEFAULT-VALUE}).")
    private @Nullable Duration maxWait;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = Budget.class,
            defaultValue = "20ms",
            description = "Between two probes (default: ${DEFAULT-VALUE}).")
    private @Nullable Duration interval;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Budget.class,
            defaultValue = "5s",
            description = "Of one probe (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(
            names = "--slow-after",
            paramLabel = "DURATION",
            converter = Budget.class,
            description = "A right answer later than this is bad (default: 1500ms, or --timeout where that is less).")
    private @Nullable Duration slowAfter;

    @Option(
            names = "--stable-for",
            paramLabel = "DURATION",
            converter = Budget.class,
            defaultValue = "5s",
            description = "How long all must be good for an outage to be over (default: ${DEFAULT-VALUE}).")
    private @Nullable Duration stableFor;

    @Option(
            names = "--expect-status",
            defaultValue = "200",
            description = "The only good status (default: ${DEFAULT-VALUE}).")
    private int expectStatus = 200;

    @Option(names = "--json-pointer", paramLabel = "POINTER", description = "Where the body must hold --json-value.")
    private @Nullable String jsonPointer;

    @Option(names = "--json-value", paramLabel = "TEXT", description = "What the body must hold there.")
    private @Nullable String jsonValue;

    @Option(names = "--release", description = "The release under test, for the history.")
    private @Nullable String release;

    String url() {
        return url;
    }

    WatchRequest request() {
        try {
            UrlProbe probe = new UrlProbe(PROBE, new URI(url), expectStatus, jsonPointer, jsonValue, null, null);
            Duration slow = slowAfter == null && timeout.compareTo(SLOW_AFTER) < 0 ? timeout : slowAfter;
            Probing probing = new Probing(interval, timeout, slow, stableFor, null, List.of(probe), null);
            return new WatchRequest(probing, until.duration, maxWait, release, Person.here());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        } catch (URISyntaxException e) {
            throw new CommandFailed("--url: %s at %d".formatted(e.getReason(), e.getIndex()), e);
        }
    }
}
