package dev.hadrill.activities.docker;

import dev.hadrill.activities.threads.BlockingThreads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks several at once, each on a thread of its own; blocks until all have answered, then fails as the first did. */
public final class Parallel {
    private Parallel() {}

    public static <T, R> List<R> map(Collection<T> inputs, Function<T, R> question) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                BlockingThreads.named("asking").factory())) {
            List<Callable<R>> questions = new ArrayList<>();
            for (T input : inputs) {
                questions.add(() -> question.apply(input));
            }
            List<R> answers = new ArrayList<>();
            for (Future<R> answer : threads.invokeAll(questions)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking: the worker is being stopped", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Different questions; each leaves its answer where its asker finds it. */
    public static void run(Runnable... works) {
        map(List.of(works), work -> {
            work.run();
            return true;
        });
    }
}
