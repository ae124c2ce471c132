package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One question asked of the service again and again; a {@link UrlProbe} where the stack file names no type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type") // none: Json
@JsonSubTypes({
    @JsonSubTypes.Type(value = UrlProbe.class, name = "url"),
    @JsonSubTypes.Type(value = ExecProbe.class, name = "exec")
})
public sealed interface Probe permits UrlProbe, ExecProbe {
    /** Also names files: lower case, digits, {@code _} and {@code -}. */
    String name();

    /** Between its sendings; null means the observation's. */
    @Nullable
    Duration interval();

    /** What a good answer is, for people. */
    String expectation();

    /** What is asked, for people. */
    String question();
}
