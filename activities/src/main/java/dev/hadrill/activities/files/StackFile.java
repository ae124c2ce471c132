package dev.hadrill.activities.files;

import dev.hadrill.workflows.stack.Stack;
import java.nio.file.Path;

/**
 * A stack file as it was read.
 *
 * @param composeDir the compose project's absolute directory
 * @param sha256 of the file's bytes, in hexadecimal
 */
public record StackFile(Stack stack, Path composeDir, String sha256) {}
