package dev.hadrill.starter.platform;

import java.nio.file.Path;
import java.util.List;

/** What the supervisor is told to run; it holds secrets and so travels through a pipe only. */
record Plan(Path data, Addresses addresses, List<ChildSpec> children) {
    Plan {
        children = List.copyOf(children);
    }
}
