package dev.hadrill.workflows.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** What is done to a member, named by mechanism. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KillContainer.class, name = "kill_container"),
    @JsonSubTypes.Type(value = KillBehindReplication.class, name = "kill_behind_replication")
})
public sealed interface Fault permits KillContainer, KillBehindReplication {
    /** How long its injection takes by design, beside what the engine needs. */
    default Duration preparation() {
        return Duration.ZERO;
    }
}
