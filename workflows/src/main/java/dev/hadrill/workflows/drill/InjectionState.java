package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.fault.Injection;
import org.jspecify.annotations.Nullable;

/** The injection, once it was confirmed. */
public record InjectionState(@Nullable Injection injection) {}
