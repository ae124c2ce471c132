package dev.hadrill.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What hadrill replaces: ask, wait for the answer, sleep half a second, ask again; status 200 is good, and the first good
 * answer after a bad one is the recovery. It knows the instant of the fault exactly.
 */
final class ClosedLoop implements AutoCloseable {
    private static final long PAUSE_MS = 500;
    private static final int TIMEOUT_MS = 2_000;

    /** From an outage's end until it has surely seen it. */
    static final long SEES_WITHIN_NS = (TIMEOUT_MS + PAUSE_MS + 200) * 1_000_000;

    private record Asked(boolean good, long doneNs) {}

    private final int port;
    private final List<Asked> all = new CopyOnWriteArrayList<>();
    private final Thread thread;

    ClosedLoop(int port) {
        this.port = port;
        this.thread = Thread.ofPlatform().daemon().name("closed-loop").start(this::run);
    }

    /** The recovery time that it would have reported; empty when it would have seen no outage, or no end of it. */
    Optional<Double> recoverySec(Truth truth, long nextDownNs) {
        boolean failed = false;
        for (Asked asked : all) {
            if (asked.doneNs() >= truth.down().toNs() && asked.doneNs() < nextDownNs) {
                if (failed && asked.good()) {
                    return Optional.of((asked.doneNs() - truth.down().fromNs()) / 1e9);
                }
                failed |= !asked.good();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                boolean good = ask();
                all.add(new Asked(good, System.nanoTime()));
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ask() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream()
                    .write("GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(12);
            return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }
}
