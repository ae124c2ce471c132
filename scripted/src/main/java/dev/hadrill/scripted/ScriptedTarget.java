package dev.hadrill.scripted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A small server on loopback that goes down and up when it is told, and knows when it did. */
public final class ScriptedTarget implements AutoCloseable {
    /** How it answers. */
    public enum Mode {
        UP,
        REFUSES,
        HANGS,
        ANSWERS_503,
        SLOW,
        PARTIAL,
        RED_BODY,
        REDIRECTS
    }

    /** A switch took effect between two instants. */
    public record Switched(Mode mode, long fromNs, long toNs) {}

    private static final double PARTIAL_BAD = 0.4;

    private final long slowNs;
    private final Random random = new Random(4);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Switched> switches = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final int port;
    private volatile Mode mode = Mode.UP;
    private volatile ServerSocket server;

    /** Listens on a free port, and is up; {@code slowMs} is how late it answers while it is slow. */
    public ScriptedTarget(long slowMs) {
        slowNs = slowMs * 1_000_000;
        server = listen(0);
        port = server.getLocalPort();
    }

    public int port() {
        return port;
    }

    /** How many requests it read. */
    public int asked() {
        return asked.get();
    }

    /** In the order of time. */
    public List<Switched> switches() {
        return switches;
    }

    /** Returns when it is so. */
    public Switched become(Mode next) {
        long from = System.nanoTime();
        Mode before = mode;
        mode = next;
        if (next == Mode.REFUSES) {
            closeAll();
        } else if (before == Mode.REFUSES) {
            server = listen(port);
        }
        Switched switched = new Switched(next, from, System.nanoTime());
        switches.add(switched);
        return switched;
    }

    @Override
    public void close() {
        closeAll();
    }

    private void closeAll() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSocket listen(int onPort) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 1_000);
            Thread.ofPlatform().daemon().start(() -> accept(listening));
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            readRequest(socket.getInputStream());
            asked.incrementAndGet();
            Mode now = mode;
            if (now == Mode.HANGS) {
                socket.getInputStream().read(); // until the prober hangs up
                return;
            }
            if (now == Mode.SLOW) {
                LockSupport.parkNanos(slowNs);
            }
            boolean red = now == Mode.ANSWERS_503 || (now == Mode.PARTIAL && unlucky());
            String body = now == Mode.RED_BODY ? "{\"checks\":{\"db\":\"red\"}}" : "{\"checks\":{\"db\":\"ok\"}}";
            String status = now == Mode.REDIRECTS
                    ? "302 Found\r\nLocation: http://203.0.113.8/"
                    : red ? "503 Service Unavailable" : "200 OK";
            String answer = "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The prober, or the script, hung up.
        } finally {
            open.remove(socket);
        }
    }

    private synchronized boolean unlucky() {
        return random.nextDouble() < PARTIAL_BAD;
    }

    private static void readRequest(InputStream in) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }
}
