package dev.hadrill.workflows.lease;

import java.time.Instant;

/** Who has the stack. */
public record Holder(String workflowId, Instant since, String purpose) {}
