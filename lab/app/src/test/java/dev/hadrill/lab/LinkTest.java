package dev.hadrill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicBoolean up = new AtomicBoolean(true);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Link<Fake> link = new Link<>("fake", this::open);

    /** A connection of the incarnation that was up when it was opened. */
    private final class Fake implements AutoCloseable {
        void call() throws IOException {
            if (!up.get()) {
                throw new IOException("reset");
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private Fake open() throws ConnectException {
        if (!up.get()) {
            throw new ConnectException("refused");
        }
        opened.incrementAndGet();
        return new Fake();
    }

    @Test
    void lostConnectionsAreAllReplacedWithoutARestart() throws Exception {
        link.use(Fake::call, LIMIT);
        await().until(() -> opened.get() == 4);

        up.set(false);
        assertThatThrownBy(() -> link.use(Fake::call, LIMIT)).isInstanceOf(IOException.class);
        up.set(true);

        await().until(() -> opened.get() == 8);
        link.use(Fake::call, LIMIT);
        assertThat(closed).hasValue(4);
    }

    @Test
    void callersOfADeadStoreFailWithTheReasonLongBeforeTheirLimit() throws Exception {
        link.use(Fake::call, LIMIT);
        up.set(false);
        assertThatThrownBy(() -> link.use(Fake::call, LIMIT)).isInstanceOf(IOException.class);

        long start = System.nanoTime();
        assertThatThrownBy(() -> link.use(Fake::call, LIMIT))
                .isInstanceOf(ConnectException.class)
                .hasMessage("refused");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void callersOfAStoreThatHangsWaitNoLongerThanTheirLimit() throws Exception {
        link.use(Fake::call, LIMIT);
        await().until(() -> opened.get() == 4);
        for (int i = 0; i < 4; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    link.use(connection -> Thread.sleep(10_000), LIMIT);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        await().untilAsserted(() -> assertThatThrownBy(() -> link.use(Fake::call, Duration.ofMillis(50)))
                .isInstanceOf(TimeoutException.class));
    }
}
