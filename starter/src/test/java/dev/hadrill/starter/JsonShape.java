package dev.hadrill.starter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.hadrill.workflows.Json;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields that a record has as JSON, by path, each with its type in words: what docs/json.md promises. */
final class JsonShape {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final boolean unwrapped;

    private JsonShape(boolean unwrapped) {
        this.unwrapped = unwrapped;
    }

    /** Without those of another record that are printed among them: that has a section of its own. */
    static Map<String, String> own(Class<?> record) {
        return of(record, false);
    }

    static Map<String, String> all(Class<?> record) {
        return of(record, true);
    }

    private static Map<String, String> of(Class<?> record, boolean unwrapped) {
        JsonShape shape = new JsonShape(unwrapped);
        shape.walk("", record);
        return shape.fields;
    }

    private void walk(String prefix, Class<?> record) {
        JavaType type = Json.mapper().constructType(record);
        for (BeanPropertyDefinition property :
                Json.mapper().getSerializationConfig().introspect(type).findProperties()) {
            RecordComponent component = Arrays.stream(record.getRecordComponents())
                    .filter(each -> each.getName().equals(property.getInternalName()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(record + " prints " + property + ", which is no component"));
            JavaType fieldType = property.getPrimaryType();
            if (property.getAccessor().hasAnnotation(com.fasterxml.jackson.annotation.JsonUnwrapped.class)) {
                if (unwrapped) {
                    walk(prefix, fieldType.getRawClass());
                }
            } else {
                add(prefix + property.getName(), fieldType, component.getAnnotatedType(), record);
            }
        }
    }

    private void add(String path, JavaType type, AnnotatedType annotated, Class<?> record) {
        Class<?> raw = type.getRawClass();
        String missing = missing(record, annotated);
        if (type.isCollectionLikeType()) {
            JavaType element = type.getContentType();
            fields.put(
                    path,
                    "list" + (isObject(element) ? "" : " of " + scalar(element.getRawClass()) + nullElement(annotated))
                            + missing);
            nested(path + "[]", element);
        } else if (type.isMapLikeType()) {
            JavaType element = type.getContentType();
            fields.put(
                    path,
                    "object by name" + (isObject(element) ? "" : " of " + scalar(element.getRawClass())) + missing);
            nested(path + ".*", element);
        } else {
            fields.put(path, (isObject(type) ? "object" : scalar(raw)) + missing);
            nested(path, type);
        }
    }

    private void nested(String path, JavaType type) {
        if (isObject(type)) {
            walk(path + ".", type.getRawClass());
        }
    }

    private static boolean isObject(JavaType type) {
        return type.getRawClass().isRecord();
    }

    private static String missing(Class<?> record, AnnotatedType type) {
        JsonInclude include = record.getAnnotation(JsonInclude.class);
        boolean omitted = include != null && include.value() == JsonInclude.Include.NON_NULL;
        return !type.isAnnotationPresent(Nullable.class) ? "" : omitted ? " or absent" : " or null";
    }

    private static String nullElement(AnnotatedType list) {
        return list instanceof AnnotatedParameterizedType parameterized
                        && parameterized.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Nullable.class)
                ? " or null"
                : "";
    }

    private static String scalar(Class<?> type) {
        JsonSubTypes named = type.getAnnotation(JsonSubTypes.class);
        if (named != null) {
            return "object with a type: "
                    + Arrays.stream(named.value())
                            .map(each -> "`" + each.name() + "`")
                            .collect(Collectors.joining(", "));
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(each -> "`" + ((Enum<?>) each).name() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Instant.class) {
            return "instant";
        }
        if (type == Duration.class) {
            return "duration";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class || type == BigDecimal.class) {
            return "number";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "whole number";
        }
        throw new AssertionError("docs/json.md has no word for " + type);
    }
}
