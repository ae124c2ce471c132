package dev.hadrill.activities.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.ExecStream.Line;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentinelVoiceTest {
    private static final SentinelCluster CLUSTER =
            new SentinelCluster(List.of("redis"), List.of("s1"), "freesdn", "REDIS_PASSWORD", "valkey-cli");

    private final SentinelVoice voice = new SentinelVoice(CLUSTER, "s1");

    /** As Valkey 8.1 printed them in the lab. */
    @ParameterizedTest
    @CsvSource({
        "+sdown, master freesdn 10.0.0.1 6379, SUSPECTED",
        "+sdown, slave 10.0.0.2:6379 10.0.0.2 6379 @ freesdn 10.0.0.1 6379, OTHER",
        "+sdown, sentinel 2e1a 10.0.0.33 26379 @ freesdn 10.0.0.1 6379, OTHER",
        "+sdown, master another 10.0.0.9 6379, OTHER",
        "+odown, master freesdn 10.0.0.1 6379 #quorum 2/2, AGREED_DOWN",
        "-odown, master freesdn 10.0.0.1 6379, OTHER",
        "+elected-leader, master freesdn 10.0.0.1 6379, LEADER_ELECTED",
        "+selected-slave, slave 10.0.0.2:6379 10.0.0.2 6379 @ freesdn 10.0.0.1 6379, REPLICA_SELECTED",
        "+selected-slave, slave 10.0.0.8:6379 10.0.0.8 6379 @ another 10.0.0.9 6379, OTHER",
        "+promoted-slave, slave 10.0.0.2:6379 10.0.0.2 6379 @ freesdn 10.0.0.1 6379, OTHER",
        "+switch-master, freesdn 10.0.0.1 6379 10.0.0.2 6379, MASTER_SWITCHED",
        "+switch-master, another 10.0.0.9 6379 10.0.0.8 6379, OTHER",
        "+tilt, #tilt mode entered, OTHER"
    })
    void anEventMeansWhatItSaysOfTheMasterThatIsWatched(String channel, String text, Kind kind) {
        assertThat(hear("pmessage", "*", channel, text))
                .containsExactly(new Sighting(kind, null, 4, "sentinel/s1", channel + " " + text));
    }

    @Test
    void whatIsNoMessageIsPassedOver() {
        assertThat(hear("AUTH failed: ERR AUTH <password> called without any password", "psubscribe", "*", "1"))
                .isEmpty();
        assertThat(hear("pmessage", "*", "+sdown", "master freesdn 10.0.0.1 6379"))
                .hasSize(1);
    }

    @Test
    void errorsOfTheClientAreNoPartOfAMessage() {
        voice.heard(new Line(1, false, "pmessage"));
        voice.heard(new Line(2, true, "a warning"));

        assertThat(hear("*", "+odown", "master freesdn 10.0.0.1 6379"))
                .extracting(Sighting::kind)
                .containsExactly(Kind.AGREED_DOWN);
    }

    private List<Sighting> hear(String... lines) {
        long[] at = {0};
        return Stream.of(lines)
                .map(line -> voice.heard(new Line(++at[0], false, line)))
                .flatMap(Optional::stream)
                .toList();
    }
}
