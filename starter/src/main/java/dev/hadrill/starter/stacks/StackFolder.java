package dev.hadrill.starter.stacks;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stack files of a folder, in the order of their names. A worker that reads one says better what is wrong in it.
 *
 * @param troubles a line per file that cannot be used
 */
public record StackFolder(List<Stack> stacks, List<String> troubles) {
    private static final String SUFFIX = ".yaml";
    private static final YAMLMapper YAML = Json.configure(YAMLMapper.builder()).build();

    public StackFolder {
        stacks = List.copyOf(stacks);
        troubles = List.copyOf(troubles);
    }

    /** A folder that is not there has none. */
    public static StackFolder read(Path folder) {
        List<Stack> stacks = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                stacks.add(YAML.readValue(file.toFile(), Stack.class));
            } catch (IOException e) {
                String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                troubles.add("%s cannot be used: %s".formatted(file, why));
            }
        }
        return new StackFolder(stacks, troubles);
    }

    /** Fails when there is no such stack here. */
    public List<String> scenariosOf(String name) {
        return stacks.stream()
                .filter(stack -> stack.name().equals(name))
                .findFirst()
                .map(stack -> List.copyOf(stack.scenarios().keySet()))
                .orElseThrow(() -> new CommandFailed(
                        "stack '%s' is none of %s; set HADRILL_STACKS, or name what the gate runs: --scenario a,b"
                                .formatted(
                                        name, stacks.stream().map(Stack::name).toList())));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailed("the stack files' directory " + folder + " cannot be read: " + e, e);
        }
    }
}
