package dev.hadrill.workflows.stack;

import org.jspecify.annotations.Nullable;

/**
 * Which stack.
 *
 * @param lbUrl replaces the deciding probe's scheme, host and port, and its path where it has one of its own
 */
public record PinRequest(String stack, @Nullable String lbUrl) {}
