package dev.hadrill.workflows.stack;

import java.util.List;

/** Where the stack's compose project is; paths are relative to {@code dir}, and it to the stack file. */
public record Compose(String project, String dir, List<String> files, String envFile) {
    public Compose {
        files = List.copyOf(files);
    }
}
