package dev.hadrill.workflows;

import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.ledger.LedgerActivities;
import dev.hadrill.workflows.ledger.LedgerRequest;
import dev.hadrill.workflows.ledger.StoreLedger;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A ledger by hand: its calls are the world's. */
public final class FakeLedger implements LedgerActivities {
    public final List<LedgerRequest> swept = new CopyOnWriteArrayList<>();
    public final List<StoreLedger> readings = new CopyOnWriteArrayList<>();
    private final FakeWorld world;

    public FakeLedger(FakeWorld world) {
        this.world = world;
    }

    public static StoreLedger lossless() {
        return new StoreLedger("db", true, null, 900, 900, 0, 0, null, 0, 0, 0, 0, null, null, true);
    }

    public static StoreLedger lossy(int writes, double seconds) {
        StoreLedger.Lost lost = new StoreLedger.Lost(writes, "1/7", "4/19", seconds);
        return new StoreLedger("db", true, null, 900, 890, 0, 10, lost, 0, 0, 0, 0, null, null, true);
    }

    @Override
    public int write(LedgerRequest request) {
        world.enter("ledger");
        var context = Activity.getExecutionContext();
        context.getWorkflowClient()
                .newWorkflowStub(Drill.class, request.workflowId())
                .ledgerReady(Stamp.now());
        try {
            while (true) {
                context.heartbeat(null);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (ActivityCompletionException e) {
            world.enter("ledger stopped");
            return 900;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public List<StoreLedger> readBack(LedgerRequest request, @Nullable Injection injection) {
        world.enter(injection == null ? "readBack without a fault" : "readBack");
        return readings.isEmpty() ? List.of(lossless()) : List.copyOf(readings);
    }

    @Override
    public List<String> sweep(LedgerRequest request) {
        swept.add(request);
        world.enter("sweep");
        return List.of();
    }
}
