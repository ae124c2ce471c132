package dev.hadrill.starter.platform;

import dev.hadrill.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Stands in for the worker: polls the task queue, answers at its metrics' port, does nothing. */
public final class IdleWorker {
    private static ServerSocket metrics;

    private IdleWorker() {}

    @WorkflowInterface
    public interface Nothing {
        @WorkflowMethod
        void run();
    }

    public static final class NothingImpl implements Nothing {
        @Override
        public void run() {}
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("HADRILL_METRICS_PORT"));
        metrics = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        ClientConfigProfile profile = ClientConfigProfile.load();
        WorkflowClient client = WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions()),
                profile.toWorkflowClientOptions());
        WorkerFactory factory = WorkerFactory.newInstance(client);
        factory.newWorker(TaskQueues.HADRILL).registerWorkflowImplementationTypes(NothingImpl.class);
        factory.start();
    }
}
