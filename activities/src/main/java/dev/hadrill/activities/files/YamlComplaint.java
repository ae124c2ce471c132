package dev.hadrill.activities.files;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Says in one line what is wrong in a YAML file: file, line, field, what is expected. */
final class YamlComplaint {
    private static final Pattern MISSING = Pattern.compile("Missing required creator property '([^']+)'.*");
    private static final Pattern PREAMBLE =
            Pattern.compile("Cannot (?:deserialize|construct|coerce)[^:]*?(?:\"[^\"]*\"[^:]*?)?: ");

    private YamlComplaint() {}

    static String of(Path file, byte[] bytes, JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || e.getCause() instanceof StreamReadException) {
            JsonLocation location = e.getLocation();
            return "%s%s: %s".formatted(file, location == null ? "" : ", line " + location.getLineNr(), complaint(e));
        }
        String field = path(mapping);
        return "%s, line %d%s: %s"
                .formatted(file, line(bytes, mapping), field.isEmpty() ? "" : ", " + field, complaint(e));
    }

    /** Where the path leads, as far as it goes: Jackson itself stands elsewhere when it complains. */
    private static int line(byte[] bytes, JsonMappingException e) {
        try {
            Node root = new Yaml().compose(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            return line(root, e.getPath());
        } catch (MarkedYAMLException syntax) {
            return syntax.getProblemMark().getLine() + 1;
        }
    }

    private static int line(@Nullable Node root, List<JsonMappingException.Reference> path) {
        Node node = root;
        int line = 0;
        for (JsonMappingException.Reference step : path) {
            if (node instanceof SequenceNode list
                    && step.getIndex() >= 0
                    && step.getIndex() < list.getValue().size()) {
                node = list.getValue().get(step.getIndex());
                line = node.getStartMark().getLine();
                continue;
            }
            Optional<NodeTuple> entry = entry(node, step.getFieldName());
            if (entry.isEmpty()) {
                break;
            }
            node = entry.get().getValueNode();
            line = entry.get().getKeyNode().getStartMark().getLine();
        }
        return line + 1;
    }

    private static Optional<NodeTuple> entry(@Nullable Node node, @Nullable String field) {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(field))
                        .findFirst()
                : Optional.empty();
    }

    private static String complaint(JsonProcessingException e) {
        String message = oneLine(e.getOriginalMessage());
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            return "'" + missing.group(1) + "' is missing";
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "'%s' is not known here; known are: %s"
                        .formatted(unknown.getPropertyName(), names(unknown.getKnownPropertyIds()));
            case InvalidTypeIdException type -> type(type);
            case ValueInstantiationException refused
            when refused.getCause() != null ->
                oneLine(String.valueOf(refused.getCause().getMessage()));
            case InvalidNullException empty -> "must not be empty";
            default -> PREAMBLE.matcher(message).replaceFirst("").replaceFirst(" \\(but might if .*", "");
        };
    }

    private static String type(InvalidTypeIdException e) {
        JsonSubTypes known = e.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
        String there = known == null
                ? ""
                : Arrays.stream(known.value()).map(JsonSubTypes.Type::name).collect(Collectors.joining(", "));
        return e.getTypeId() == null
                ? "'type' is missing; there are: " + there
                : "type '%s' does not exist; there are: %s".formatted(e.getTypeId(), there);
    }

    private static String names(@Nullable Collection<Object> ids) {
        return ids == null
                ? ""
                : ids.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)).stream()
                        .collect(Collectors.joining(", "));
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
