package dev.hadrill.activities.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources come and go; a watch follows them all until it is closed. */
@Timeout(20)
class WatchTest {
    private static final Sighting DIED = new Sighting(Kind.DIED, null, 1, "docker/redis", "die");

    private final List<Sighting> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private Watch watch = new Watch(List.of(), told::add);

    /** A source in a few words. */
    private interface Following {
        void follow(Runnable opened, Consumer<Sighting> tell) throws InterruptedException;
    }

    private record Scripted(String name, Following following) implements Source {
        @Override
        public void follow(Runnable opened, Consumer<Sighting> tell) throws InterruptedException {
            following.follow(opened, tell);
        }
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aSourceThatHangsDelaysNoOther() {
        begin(new Scripted("hangs", (opened, tell) -> never.await()), new Scripted("docker", (opened, tell) -> {
            tell.accept(DIED);
            never.await();
        }));

        await().untilAsserted(() -> assertThat(told).containsExactly(DIED));
    }

    @Test
    void aSourceThatEndsIsOpenedAnewAndSaysSoOnce() {
        AtomicInteger opened = new AtomicInteger();
        begin(new Scripted("valkey/redis", (open, tell) -> {
            if (opened.getAndIncrement() == 1) {
                throw new IllegalStateException("it does not run");
            }
            open.run();
            if (opened.get() > 2) {
                never.await();
            }
        }));

        await().untilAsserted(() -> assertThat(told)
                .extracting(Sighting::detail)
                .containsExactly("is watched", "is not watched: its client ended", "is watched"));
        assertThat(told).extracting(Sighting::source).containsOnly("valkey/redis");
    }

    @Test
    void aSourceThatCannotBeOpenedSaysWhy() {
        begin(new Scripted("valkey/redis", (open, tell) -> {
            throw new IllegalStateException("found none; bring the stack up");
        }));

        await().untilAsserted(() -> assertThat(told)
                .extracting(Sighting::detail)
                .containsExactly("is not watched: found none; bring the stack up"));
    }

    @Test
    void nothingIsToldAfterItIsClosedAndEverySourceIsLetGo() throws InterruptedException {
        CountDownLatch following = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        begin(new Scripted("docker", (opened, tell) -> {
            following.countDown();
            try {
                never.await();
            } finally {
                tell.accept(DIED);
                released.countDown();
            }
        }));
        following.await();

        watch.close();
        released.await();

        assertThat(told).isEmpty();
    }

    private void begin(Source... sources) {
        watch = new Watch(List.of(sources), told::add);
    }
}
