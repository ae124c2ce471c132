package dev.hadrill.starter.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.hadrill.starter.CommandFailed;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** A cron expression of five fields, checked before Temporal sees it: what that says of a bad one is "out of range". */
public record Cron(String text) {
    private static final int DAY_OF_MONTH = 2;
    private static final int DAY_OF_WEEK = 4;

    public Cron {
        text = text.strip().replaceAll("\\s+", " ");
        try {
            parsed(text).validate();
        } catch (IllegalArgumentException e) {
            throw refused(text, plain(String.valueOf(e.getMessage())));
        }
        List<String> fields = List.of(text.split(" "));
        if (!fields.get(DAY_OF_MONTH).equals("*") && !fields.get(DAY_OF_WEEK).equals("*")) {
            throw refused(
                    text,
                    "it names days of the month and of the week; cron means either, Temporal both: name one of them");
        }
    }

    /** The first time that it names after that one; empty where it never comes. */
    Optional<ZonedDateTime> next(ZonedDateTime after) {
        return ExecutionTime.forCron(parsed(text)).nextExecution(after);
    }

    private static com.cronutils.model.Cron parsed(String text) {
        return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String plain(String message) {
        String plain = message.replace("Failed to parse cron expression. ", "").replaceAll("[.!]$", "");
        return plain.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + plain.substring(1);
    }

    private static CommandFailed refused(String text, String why) {
        return new CommandFailed(
                "--cron '%s': %s; it is: minute hour day-of-month month day-of-week, for example '0 3 * * 1-5'"
                        .formatted(text, why));
    }
}
