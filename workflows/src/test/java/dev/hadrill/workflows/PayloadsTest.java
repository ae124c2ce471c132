package dev.hadrill.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.Watch;
import dev.hadrill.workflows.drill.WatchRequest;
import dev.hadrill.workflows.gate.Decision;
import dev.hadrill.workflows.gate.GateRequest;
import dev.hadrill.workflows.gate.ReleaseGate;
import dev.hadrill.workflows.lease.LeaseRequest;
import dev.hadrill.workflows.runbook.Approval;
import dev.hadrill.workflows.runbook.PromotionRequest;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is told of a field that is not known: a person who typed it, and no build that works beside this one. */
class PayloadsTest {
    private static final DataConverter CONVERTER = Json.dataConverter();

    private static final Map<Class<?>, String> TYPED = Map.of(
            DrillRequest.class, "{\"scenario\":\"kill\",\"nonesuch\":1}",
            WatchRequest.class,
                    "{\"observation\":{\"nonesuch\":1,\"probes\":[{\"name\":\"s\",\"url\":\"http://127.0.0.1/\"}]}}",
            GateRequest.class, "{\"release\":\"r1\",\"nonesuch\":1}",
            PromotionRequest.class, "{\"nonesuch\":1}",
            Abort.class, "{\"reason\":\"lunch\",\"nonesuch\":1}",
            Approval.class, "{\"by\":\"ada\",\"why\":\"go\",\"nonesuch\":1}",
            Decision.class, "{\"by\":\"ada\",\"why\":\"go\",\"nonesuch\":1}");

    static Set<Class<?>> typed() {
        return TYPED.keySet();
    }

    @ParameterizedTest
    @MethodSource("typed")
    void aTypoInWhatAPersonTypesIsAnError(Class<?> request) {
        Payload typo = json(TYPED.get(request));

        assertThatThrownBy(() -> CONVERTER.fromPayload(typo, request, request))
                .isInstanceOf(DataConverterException.class)
                .hasStackTraceContaining("Unrecognized field \"nonesuch\"");
    }

    /** The Temporal UI offers a field for the input of each of them. */
    @Test
    void whatAPersonTypesIsTheInputOfWorkflowsAndUpdates() {
        assertThat(Stream.of(Drill.class, Watch.class, ReleaseGate.class, PromotionRunbook.class)
                        .flatMap(workflow -> Arrays.stream(workflow.getMethods()))
                        .filter(method -> method.isAnnotationPresent(WorkflowMethod.class)
                                || method.isAnnotationPresent(UpdateMethod.class))
                        .<Class<?>>flatMap(method -> Arrays.stream(method.getParameterTypes()))
                        .collect(Collectors.toSet()))
                .isEqualTo(typed());
    }

    /** Every drill starts one, and it must never fail: an input that it could not read would hold the stack for ever. */
    @Test
    void aLeaseOfANewerBuildIsRead() {
        LeaseRequest read = CONVERTER.fromPayload(
                json("{\"stack\":\"freesdn\",\"nonesuch\":1}"), LeaseRequest.class, LeaseRequest.class);

        assertThat(read).isEqualTo(new LeaseRequest("freesdn", null, null, null, null));
    }

    /** So that an older build, which would take it for a typo, reads the requests of a newer one's workflows. */
    @Test
    void whatARequestOfAWorkflowDoesNotSetIsNotWritten() {
        assertThat(Json.write(DrillRequest.of("kill")))
                .isEqualTo("{\"scenario\":\"kill\",\"stack\":\"freesdn\",\"check_only\":false,\"approval\":false}");
        assertThat(Json.write(GateRequest.of("r1"))).doesNotContain("null");
        assertThat(Json.write(new PromotionRequest(null, null, null, null, null)))
                .doesNotContain("null");
    }

    private static Payload json(String text) {
        return CONVERTER.toPayload(Json.read(text, Object.class)).orElseThrow();
    }
}
