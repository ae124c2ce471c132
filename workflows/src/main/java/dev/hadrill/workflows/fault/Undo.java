package dev.hadrill.workflows.fault;

import dev.hadrill.workflows.stack.Member;

/** What takes a fault back; keyed to the compose service, and recorded by the lease before the fault. */
public record Undo(String id, Fault fault, Member before) {}
