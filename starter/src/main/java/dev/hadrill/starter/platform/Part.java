package dev.hadrill.starter.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One child of the supervisor; without a process while it waits to be restarted. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Part(
        String name, String address, @Nullable Incarnation process, Instant since, int restarts, String log) {

    @JsonIgnore
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** "up", "not answering" for one whose port does not, "restarting". */
    public String state() {
        if (!isAlive()) {
            return "restarting";
        }
        return !address.contains(":") || Ports.answers(address) ? "up" : "not answering";
    }
}
