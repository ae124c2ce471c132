package dev.hadrill.workflows.stack;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A redundant part of a stack; its members are compose services. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SentinelCluster.class, name = "sentinel"),
    @JsonSubTypes.Type(value = PostgresPair.class, name = "postgres"),
    @JsonSubTypes.Type(value = ReplicaSet.class, name = "replicas")
})
public sealed interface Component permits SentinelCluster, PostgresPair, ReplicaSet {
    List<String> members();
}
