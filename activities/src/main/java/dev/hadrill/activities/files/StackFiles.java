package dev.hadrill.activities.files;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.stack.Stack;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The stack files of one directory; read anew each time, so that an edited file counts at once. */
public final class StackFiles {
    private static final String SUFFIX = ".yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
    private static final YAMLMapper YAML = Json.configure(YAMLMapper.builder())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new RequiredUnlessNullable(), new JacksonAnnotationIntrospector()))
            .build();

    private final Path dir;

    public StackFiles(Path dir) {
        this.dir = dir.toAbsolutePath().normalize();
    }

    /** The names that {@link #read} knows, sorted. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failures.refuse(Failures.BAD_REQUEST, "the stack files' directory " + dir + " cannot be read: " + e);
        }
    }

    /** Those that can be read; what is wrong with another is said when it is drilled. */
    public List<Stack> readable() {
        return names().stream()
                .flatMap(name -> {
                    try {
                        return Stream.of(read(name).stack());
                    } catch (ApplicationFailure e) {
                        return Stream.empty();
                    }
                })
                .toList();
    }

    /** Fails for good on an unknown stack and on a file that is not right, saying where and what is expected. */
    public StackFile read(String name) {
        if (!NAME.matcher(name).matches()) {
            throw unknown(name);
        }
        Path file = dir.resolve(name + SUFFIX);
        byte[] bytes = bytes(name, file);
        try {
            Stack stack = YAML.readValue(bytes, Stack.class);
            if (!stack.name().equals(name)) {
                throw Failures.refuse(
                        Failures.BAD_REQUEST,
                        "%s, name: must be '%s', as the file is called, was '%s'".formatted(file, name, stack.name()));
            }
            Path composeDir = dir.resolve(stack.compose().dir()).normalize();
            return new StackFile(stack, composeDir, Sha256.hex(bytes));
        } catch (JsonProcessingException e) {
            throw Failures.refuse(Failures.BAD_REQUEST, YamlComplaint.of(file, bytes, e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(String name, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unknown(name);
        } catch (IOException e) {
            throw Failures.refuse(Failures.BAD_REQUEST, file + " cannot be read: " + e);
        }
    }

    private ApplicationFailure unknown(String name) {
        return Failures.refuse(
                Failures.BAD_REQUEST,
                "stack '%s' does not exist in %s; there are: %s".formatted(name, dir, String.join(", ", names())));
    }
}
