package dev.hadrill.activities.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.ServerState;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleLookTest {
    private final RoleLook look = new RoleLook(
            new SentinelCluster(List.of("redis"), List.of("s1"), "freesdn", "REDIS_PASSWORD", "valkey-cli"), "redis");

    @Test
    void theFirstLineIsTheRole() {
        assertThat(look.read(List.of("master", "836427", "10.0.0.2", "6379", "836233")))
                .contains(new ServerState(true, 0));
        assertThat(look.read(List.of("slave", "10.0.0.1", "6379", "connected", "836891")))
                .contains(new ServerState(false, 0));
    }

    @Test
    void aHostThatIsCalledMasterIsNoRole() {
        assertThat(look.read(List.of("slave", "master", "6379", "connected", "836891")))
                .contains(new ServerState(false, 0));
    }

    @Test
    void anErrorIsNoAnswer() {
        assertThat(look.read(List.of())).isEmpty();
        assertThat(look.read(List.of("NOAUTH Authentication required."))).isEmpty();
        assertThat(look.read(List.of("LOADING Valkey is loading the dataset in memory")))
                .isEmpty();
    }
}
