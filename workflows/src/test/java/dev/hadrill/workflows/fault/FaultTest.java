package dev.hadrill.workflows.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.hadrill.workflows.Json;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    @Test
    void everyFaultHasANameOnTheWire() {
        JsonSubTypes named = Fault.class.getAnnotation(JsonSubTypes.class);

        assertThat(Arrays.stream(named.value()).map(JsonSubTypes.Type::value).toList())
                .containsExactlyInAnyOrder(Fault.class.getPermittedSubclasses());
    }

    @Test
    void aKillBehindReplicationIsReadAndWrittenByItsName() {
        Fault fault = Json.read("{\"type\":\"kill_behind_replication\",\"held_for\":\"2s\"}", Fault.class);

        assertThat(fault).isEqualTo(new KillBehindReplication(Duration.ofSeconds(2)));
        assertThat(Json.read(Json.write(fault), Fault.class)).isEqualTo(fault);
        assertThat(fault.preparation()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"held_for\":\"0s\"", ",\"held_for\":\"31s\""})
    void howLongItIsHeldMustBeGivenAndShort(String fields) {
        assertThatThrownBy(() -> Json.read("{\"type\":\"kill_behind_replication\"" + fields + "}", Fault.class))
                .hasStackTraceContaining("held_for must be > 0s and <= 30s");
    }
}
