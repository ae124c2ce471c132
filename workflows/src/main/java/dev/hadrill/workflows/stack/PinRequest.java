package dev.hadrill.workflows.stack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which stack.
 *
 * @param lbUrl replaces the leading probe's scheme, host and port, and its path where it has one of its own
 * @param probeInterval replaces the observation's
 */
public record PinRequest(
        String stack, @Nullable String lbUrl, @Nullable Duration probeInterval) {}
