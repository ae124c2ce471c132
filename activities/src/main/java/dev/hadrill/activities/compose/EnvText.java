package dev.hadrill.activities.compose;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an env file: one variable can be read and replaced, all else stays as it is, byte for byte. Pure. */
record EnvText(String text) {
    Optional<String> value(String variable) {
        return last(variable).map(found -> {
            String quoted = found.group("single") == null ? found.group("double") : found.group("single");
            return quoted == null ? found.group("bare") : quoted;
        });
    }

    /** Keeps quotes, comment and line ending; empty when the variable is not assigned. */
    Optional<EnvText> with(String variable, String value) {
        return last(variable).map(found -> {
            String quote = found.group("single") != null ? "'" : found.group("double") != null ? "\"" : "";
            return new EnvText(text.substring(0, found.start())
                    + found.group("before")
                    + quote
                    + value
                    + quote
                    + found.group("after")
                    + text.substring(found.end()));
        });
    }

    /** Compose takes the last assignment. */
    private Optional<Matcher> last(String variable) {
        // A value is quoted, or ends before white space and a comment.
        Pattern pattern = Pattern.compile("(?md)^(?<before>[ \\t]*(?:export[ \\t]+)?" + Pattern.quote(variable)
                + "[ \\t]*=[ \\t]*)(?:'(?<single>[^'\\n]*)'|\"(?<double>[^\"\\n]*)\"|(?<bare>[^'\"\\s#][^\\n]*?|))"
                + "(?<after>[ \\t]*(?:[ \\t]#[^\\n]*)?\\r?)$");
        Matcher matcher = pattern.matcher(text);
        int start = -1;
        while (matcher.find()) {
            start = matcher.start();
        }
        return start >= 0 && matcher.find(start) ? Optional.of(matcher) : Optional.empty();
    }
}
