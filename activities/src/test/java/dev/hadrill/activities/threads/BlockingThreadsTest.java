package dev.hadrill.activities.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockingThreadsTest {
    /** On JDK 21 virtual threads fail this. */
    @Test
    void oneThatBlocksInSynchronizedCodeKeepsNoOtherFromRunning() throws InterruptedException {
        int blocked = 4 * Runtime.getRuntime().availableProcessors();
        CountDownLatch blocking = new CountDownLatch(blocked);
        CountDownLatch letGo = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < blocked; i++) {
            Object own = new Object();
            threads.add(BlockingThreads.named("blocked").start(() -> {
                synchronized (own) {
                    blocking.countDown();
                    await(letGo);
                }
            }));
        }
        CountDownLatch ran = new CountDownLatch(1);

        Thread other = BlockingThreads.named("other").start(ran::countDown);

        assertThat(blocking.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(other.isDaemon()).isTrue();
        letGo.countDown();
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
