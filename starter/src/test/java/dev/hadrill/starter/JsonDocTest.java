package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.starter.commands.Prune;
import dev.hadrill.starter.commands.Quickstart;
import dev.hadrill.starter.commands.Schedule;
import dev.hadrill.starter.commands.Status;
import dev.hadrill.starter.commands.Up;
import dev.hadrill.starter.drill.DrillResult;
import dev.hadrill.starter.drill.Plan;
import dev.hadrill.starter.drill.WatchResult;
import dev.hadrill.starter.gate.BundleCheck;
import dev.hadrill.starter.gate.GateResult;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.schedule.ScheduleDetails;
import dev.hadrill.starter.schedule.ScheduleEntry;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.gate.GateSummary;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.runbook.PromotionResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** docs/json.md is true, and what it promises cannot be taken away by accident. */
class JsonDocTest {
    private static final Path DOC = Path.of("../docs/json.md");
    private static final String HEAD = "| field | type | meaning |\n|---|---|---|\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.*?) \\| (.*) \\|$");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    /** Each section of the doc, with the record that it explains. */
    private static final Map<String, Class<?>> SECTIONS = sections();

    private static Map<String, Class<?>> sections() {
        Map<String, Class<?>> sections = new LinkedHashMap<>();
        sections.put("Status", Status.Result.class);
        sections.put("Started platform", Up.Started.class);
        sections.put("First drill", Quickstart.Result.class);
        sections.put("Plan", Plan.class);
        sections.put("Drill", DrillSummary.class);
        sections.put("Drill with evidence", DrillResult.class);
        sections.put("Observed outage", WatchResult.class);
        sections.put("Restoration", Restoration.class);
        sections.put("Promotion", PromotionResult.class);
        sections.put("Gate", GateSummary.class);
        sections.put("Gate with bundle", GateResult.class);
        sections.put("Bundle", BundleCheck.class);
        sections.put("Pruned", Prune.Pruned.class);
        sections.put("Schedule", ScheduleEntry.class);
        sections.put("Schedule in full", ScheduleDetails.class);
        sections.put("Triggered", Schedule.Triggered.class);
        return sections;
    }

    static Set<String> names() {
        return SECTIONS.keySet();
    }

    /** After a new field: {@code mvn test -pl starter -am -Dtest=JsonDocTest -Dhadrill.docs.write=true}, and say what it means. */
    @ParameterizedTest
    @MethodSource("names")
    void everyFieldIsInTheDocAndEveryFieldOfTheDocIsThere(String name) throws IOException {
        Map<String, String> shape = JsonShape.own(SECTIONS.get(name));
        String section = section(name);
        Map<String, String> meanings = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            types.put(row.group(1), row.group(2));
            meanings.put(row.group(1), row.group(3).strip());
        }
        if (Boolean.getBoolean("hadrill.docs.write")) {
            write(section, shape, meanings);
            return;
        }
        assertThat(types).isEqualTo(shape);
        assertThat(meanings)
                .allSatisfy((field, meaning) -> assertThat(meaning).as(field).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theExampleHasTheFieldsAndNoOther(String name) throws IOException {
        Matcher example = EXAMPLE.matcher(section(name));
        assertThat(example.find()).as("an example").isTrue();
        Set<String> shape = JsonShape.all(SECTIONS.get(name)).keySet();
        Set<String> found = new LinkedHashSet<>();
        Set<String> objects = new LinkedHashSet<>(Set.of(""));
        collect("", Json.mapper().readTree(example.group(1)), shape, found, objects);

        assertThat(found)
                .isEqualTo(shape.stream()
                        .filter(path -> objects.contains(path.substring(0, path.lastIndexOf('.') + 1)))
                        .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new)));
    }

    @Test
    void everyCommandThatPrintsJsonIsListed() throws IOException {
        StringWriter nowhere = new StringWriter();
        CommandLine hadrill = Main.commandLine(Settings.from(Map.of()), new PrintWriter(nowhere));
        List<String> printing = new ArrayList<>();
        printing(hadrill, printing);

        String doc = Files.readString(DOC);

        assertThat(printing)
                .contains("hadrill status", "hadrill schedule list")
                .allSatisfy(command -> assertThat(doc).contains("| `%s` |".formatted(command)));
    }

    private static void printing(CommandLine command, List<String> found) {
        if (command.getCommandSpec().findOption("--json") != null) {
            found.add(command.getCommandSpec().qualifiedName());
        }
        command.getSubcommands().values().forEach(each -> printing(each, found));
    }

    /** An object by name has names of its own: they stand for {@code *}. */
    private static void collect(
            String prefix, JsonNode node, Set<String> shape, Set<String> found, Set<String> objects) {
        objects.add(prefix);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String path = prefix + field.getKey();
            found.add(path);
            JsonNode value = field.getValue();
            if (value.isArray() && shape.stream().anyMatch(each -> each.startsWith(path + "[]."))) {
                value.forEach(element -> collect(path + "[].", element, shape, found, objects));
            } else if (shape.stream().anyMatch(each -> each.startsWith(path + ".*."))) {
                value.forEach(element -> collect(path + ".*.", element, shape, found, objects));
            } else if (value.isObject() && shape.stream().anyMatch(each -> each.startsWith(path + "."))) {
                collect(path + ".", value, shape, found, objects);
            }
        }
    }

    private static String section(String name) throws IOException {
        String doc = Files.readString(DOC);
        int from = doc.indexOf("\n## " + name + "\n");
        assertThat(from).as("## " + name).isNotNegative();
        int to = doc.indexOf("\n## ", from + 1);
        return doc.substring(from, to < 0 ? doc.length() : to);
    }

    private static void write(String section, Map<String, String> shape, Map<String, String> meanings)
            throws IOException {
        StringBuilder rows = new StringBuilder(HEAD);
        shape.forEach((field, type) ->
                rows.append("| `%s` | %s | %s |%n".formatted(field, type, meanings.getOrDefault(field, ""))));
        String before = section.substring(0, section.indexOf(HEAD));
        String after = section.substring(section.indexOf(HEAD) + HEAD.length()).replaceFirst("(?s)^(\\|[^\n]*\n)*", "");
        Files.writeString(DOC, Files.readString(DOC).replace(section, before + rows + after));
    }
}
