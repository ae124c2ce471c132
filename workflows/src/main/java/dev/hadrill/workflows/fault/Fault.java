package dev.hadrill.workflows.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is done to a member, named by mechanism. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = KillContainer.class, name = "kill_container"))
public sealed interface Fault permits KillContainer {}
