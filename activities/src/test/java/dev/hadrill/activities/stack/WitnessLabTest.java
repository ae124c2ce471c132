package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.observation.Witness;
import dev.hadrill.activities.witness.StackWitness;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Breaks a running, whole lab under the eyes of a witness, and sees it made whole. */
@Tag("lab")
@Timeout(180)
class WitnessLabTest {
    private static final Set<String> SENTINELS =
            Set.of("sentinel/redis-sentinel-1", "sentinel/redis-sentinel-2", "sentinel/redis-sentinel-3");
    private static final Set<String> SERVERS =
            Set.of("valkey/redis", "valkey/redis-replica", "postgres/postgres", "postgres/postgres-standby");

    private final Lab lab = new Lab();
    private final DockerEngines engines = new DockerEngines();
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();

    private Witness.@Nullable Watching watching;

    @AfterEach
    void makeWhole() {
        close();
        if (!lab.guard("redis", Role.MASTER).passed()) {
            lab.assertWhole(lab.heal(null)); // what a test that failed has left
        }
        engines.close();
        lab.close();
    }

    @Test
    void nothingIsLeftInsideWhenItIsClosed() {
        String before = clients();
        watchEverything();
        assertThat(clients()).isNotEqualTo(before);

        close();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(clients()).isEqualTo(before));
    }

    @Test
    void aFailoverIsSeenByEverySentinelAndByTheReplica() {
        Member master = lab.target("redis", Role.MASTER);
        watchEverything();
        Injection injection = lab.kill(master);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(sources(Kind.MASTER_SWITCHED)).isEqualTo(SENTINELS));
        say(injection);

        assertThat(sources(Kind.DIED)).containsExactly("docker/" + master.service());
        // The third may hear of the new master before it misses the old one.
        assertThat(sources(Kind.SUSPECTED)).hasSizeGreaterThanOrEqualTo(2).isSubsetOf(SENTINELS);
        assertThat(sources(Kind.LEADER_ELECTED)).isNotEmpty();
        Sighting promoted = first(Kind.PROMOTED);
        assertThat(promoted.service()).isNotEqualTo(master.service()).startsWith("redis");
        assertThat(promoted.seenNs() - Objects.requireNonNull(promoted.notBeforeNs()))
                .isLessThan(Duration.ofMillis(500).toNanos());
        assertThat(first(Kind.AGREED_DOWN).seenNs()).isLessThan(promoted.seenNs());
        assertThat(promoted.seenNs()).isLessThan(first(Kind.MASTER_SWITCHED).seenNs());

        lab.assertWhole(lab.heal(null, master));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(watchedSince(injection)).contains("valkey/" + master.service()));
        say(injection);
        assertThat(sources(Kind.STARTED)).containsExactly("docker/" + master.service());
    }

    @Test
    void aPromotionIsSeenAtTheStandby() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        watchEverything();
        Injection injection = lab.kill(primary);
        Promotion promotion = lab.promote();
        say(injection);

        String standby = "postgres/" + promotion.standby().service();
        assertThat(sources(Kind.PROMOTED)).containsExactly(standby);
        assertThat(sources(Kind.TIMELINE_BEGAN)).containsExactly(standby);
        assertThat(sources(Kind.DIED)).contains("docker/" + primary.service());

        lab.assertWhole(lab.heal(promotion, primary));
    }

    private void watchEverything() {
        watching = new StackWitness(engines).watch(lab.stack, sightings::add);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(watchedSince(null)).containsAll(SENTINELS).containsAll(SERVERS));
    }

    private void close() {
        if (watching != null) {
            watching.close();
        }
    }

    private Set<String> watchedSince(@Nullable Injection injection) {
        long since = injection == null
                ? Long.MIN_VALUE
                : Objects.requireNonNull(injection.confirmed().monoNs());
        return sightings.stream()
                .filter(seen -> seen.detail().equals("is watched") && seen.seenNs() > since)
                .map(Sighting::source)
                .collect(Collectors.toSet());
    }

    private Set<String> sources(Kind kind) {
        return sightings.stream()
                .filter(seen -> seen.kind() == kind)
                .map(Sighting::source)
                .collect(Collectors.toSet());
    }

    private Sighting first(Kind kind) {
        return sightings.stream()
                .filter(seen -> seen.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private void say(Injection injection) {
        long fault = Objects.requireNonNull(injection.requested().monoNs());
        for (Sighting seen : sightings) {
            Long notBefore = seen.notBeforeNs();
            Lab.say(String.format(
                    Locale.ROOT,
                    "%+8.3f s %-16s %-26s %s%s",
                    (seen.seenNs() - fault) / 1e9,
                    seen.kind(),
                    seen.source(),
                    seen.detail(),
                    notBefore == null ? "" : " (%d ms wide)".formatted((seen.seenNs() - notBefore) / 1_000_000)));
        }
    }

    /** The clients of ours that run inside the members, one a line. */
    private String clients() {
        String script = "for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline; echo; done 2>/dev/null";
        StringBuilder clients = new StringBuilder();
        for (String source :
                Stream.concat(SENTINELS.stream(), SERVERS.stream()).sorted().toList()) {
            String service = source.substring(source.indexOf('/') + 1);
            lab.engine()
                    .exec(lab.instance(service), Command.script(script, List.of()))
                    .stdout()
                    .lines()
                    .filter(line ->
                            line.startsWith("valkey-cli") || line.startsWith("psql") || line.contains("PSUBSCRIBE"))
                    .forEach(line ->
                            clients.append(service).append(": ").append(line).append('\n'));
        }
        return clients.toString();
    }
}
