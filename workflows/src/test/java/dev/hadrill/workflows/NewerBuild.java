package dev.hadrill.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A recorded history as if a newer build, of richer records, had done the activities and sent the signals. */
final class NewerBuild {
    static final String FIELD = "what_a_newer_build_knows";

    /** Objects by name: what stands in them is no field. */
    private static final Set<String> MAPS = Set.of("components", "scenarios", "roles", "sha256", "env");

    private int fields;

    /** With the field in every object of every payload, save those that a person may have typed. */
    WorkflowExecutionHistory tells(String recording) throws IOException {
        JsonNode history = Json.mapper().readTree(recording);
        for (JsonNode event : history.get("events")) {
            if (!isTyped(event)) {
                payloads(event);
            }
        }
        return WorkflowExecutionHistory.fromJson(history.toString());
    }

    /** How many were added. */
    int fields() {
        return fields;
    }

    private static boolean isTyped(JsonNode event) {
        String workflow = event.at("/workflowExecutionStartedEventAttributes/workflowType/name")
                .asText("StackLease");
        return !workflow.equals("StackLease") || event.has("workflowExecutionUpdateAcceptedEventAttributes");
    }

    private void payloads(JsonNode node) throws IOException {
        if (node instanceof ObjectNode payload
                && payload.at("/metadata/encoding").isTextual()
                && payload.has("data")) {
            JsonNode data = Json.mapper().readTree(payload.get("data").binaryValue());
            enrich(data);
            payload.set("data", BinaryNode.valueOf(Json.mapper().writeValueAsBytes(data)));
            return;
        }
        for (JsonNode child : node) {
            payloads(child);
        }
    }

    private void enrich(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            (MAPS.contains(field.getKey()) ? value : wrapped(value)).forEach(this::enrich);
        }
        if (node instanceof ObjectNode object) {
            object.putObject(FIELD).put("even", "nested");
            fields++;
        } else {
            node.forEach(this::enrich);
        }
    }

    private static JsonNode wrapped(JsonNode value) {
        return Json.mapper().createArrayNode().add(value);
    }
}
