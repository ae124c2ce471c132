package dev.hadrill.pages;

import dev.hadrill.pages.Course.Span;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Fills every text of a record, and of the records within it, with text that would like to be more than text. */
final class Hostile {
    private static final String TEXT = "<script>window.pwned=1</script><img src=x onerror=window.pwned=2>\"'`</script>"
            + "</style></svg></title><!-- ]]> javascript:alert(1) &lt;b&gt; ${7*7} {{7*7}} \u202Eright to left\u202C"
            + " \u05E9\u05DC\u05D5\u05DD \uD83D\uDE00 \u2028 ";

    private final String tail;
    private final List<String> texts = new ArrayList<>();

    /** {@code tail} ends every text. */
    Hostile(String tail) {
        this.tail = tail;
    }

    /** Every text that was made, in the order of making; each is another one. */
    List<String> texts() {
        return texts;
    }

    String text() {
        String text = "h" + texts.size() + "h" + TEXT + tail;
        texts.add(text);
        return text;
    }

    <R extends Record> R fill(Class<R> type) {
        return type.cast(value(type, ""));
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return Map.of(text(), text(), "drills/" + text(), text());
        }
        if (type instanceof ParameterizedType list) {
            Type of = list.getActualTypeArguments()[0];
            return List.of(value(of, name), value(of, name));
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return name.equals("id") ? "part-" + "abcdefghijklmnopqrstuvwxyz".charAt(texts.size() % 26) : text();
        } else if (plain == double.class || plain == Double.class) {
            return number(name);
        } else if (plain == boolean.class || plain == Boolean.class) {
            return false;
        } else if (plain == int.class || plain == Integer.class) {
            return 3;
        } else if (plain == Instant.class) {
            return Instant.EPOCH;
        } else if (plain == Span.class) {
            return new Span(9, 16);
        } else if (plain == Table.class) {
            return Table.of(List.of(Table.text(text()), Table.number(text())), List.of(List.of(text(), text())));
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        return record(plain);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> value(component.getGenericType(), component.getName()))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName(), e);
        }
    }

    private static double number(String name) {
        return switch (name) {
            case "fromSec" -> 0;
            case "lo", "rtoLoSec" -> 5;
            case "hi", "rtoHiSec" -> 6;
            case "budget", "rtoBudgetSec" -> 20;
            case "toSec", "deadlineSec" -> 30;
            default -> 5.5;
        };
    }
}
