package dev.hadrill.activities.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.activities.observation.Asking;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.observation.ExecProbe;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.UrlProbe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * One question, asked over a connection of its own at the pinned address: nothing is looked up, no proxy, no redirect.
 * A plain socket, so that refused, reset, hung and wrong are told apart, and a virtual thread may block in it on JDK 21.
 */
public final class HttpProbe implements Asking {
    private static final int BUFFER = 2 * 1024;

    private final UrlProbe probe;
    private final InetSocketAddress address;
    private final byte[] request;
    private final long timeoutNs;
    private final long slowAfterNs;

    public HttpProbe(UrlProbe probe, String address, Duration timeout, Duration slowAfter) {
        this.probe = probe;
        this.address = new InetSocketAddress(literal(address), port(probe.url()));
        this.request = request(probe.url());
        this.timeoutNs = timeout.toNanos();
        this.slowAfterNs = slowAfter.toNanos();
    }

    /** For where nothing but URLs can be asked. */
    public static Asking of(PinnedProbe pinned, ObserveRequest request) {
        Probing probing = request.probing();
        return switch (pinned.probe()) {
            case UrlProbe url ->
                new HttpProbe(url, Objects.requireNonNull(pinned.address()), probing.timeout(), probing.slowAfter());
            case ExecProbe exec ->
                throw new IllegalArgumentException(
                        "probe %s: only a URL can be asked from here, was %s".formatted(exec.name(), exec.question()));
        };
    }

    @Override
    public Sample ask(long plannedNs, LongConsumer onSent) {
        long sent = System.nanoTime();
        onSent.accept(sent);
        int code = 0;
        Outcome outcome;
        long done;
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            HttpAnswer answer = exchange(socket, sent + timeoutNs);
            done = System.nanoTime();
            code = answer.code();
            outcome = judge(answer, done - sent);
        } catch (IOException e) {
            done = System.nanoTime();
            outcome = judge(e);
        }
        return new Sample(plannedNs, sent, done, outcome, code);
    }

    private HttpAnswer exchange(Socket socket, long deadlineNs) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(address, remainingMs(deadlineNs));
        socket.getOutputStream().write(request);
        return HttpAnswer.read(new BufferedInputStream(new UntilDeadline(socket, deadlineNs), BUFFER));
    }

    private Outcome judge(HttpAnswer answer, long latencyNs) {
        if (answer.code() != probe.expectStatus() || !bodyIsRight(answer.body())) {
            return Outcome.WRONG;
        }
        return latencyNs > slowAfterNs ? Outcome.SLOW : Outcome.GOOD;
    }

    private static Outcome judge(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return Outcome.TIMED_OUT;
        }
        if (e instanceof ProtocolException) {
            return Outcome.WRONG;
        }
        boolean ours =
                e instanceof BindException || String.valueOf(e.getMessage()).contains("Too many open files");
        return ours ? Outcome.PROBER_ERROR : Outcome.REFUSED;
    }

    private boolean bodyIsRight(byte[] body) {
        if (probe.jsonPointer() == null) {
            return true;
        }
        try {
            JsonNode root = Json.mapper().readTree(body);
            JsonNode found = root.at(probe.jsonPointer());
            return !found.isMissingNode() && found.asText().equals(probe.jsonValue());
        } catch (IOException e) {
            return false;
        }
    }

    /** Milliseconds, rounded up. */
    private static int remainingMs(long deadlineNs) throws SocketTimeoutException {
        long remaining = deadlineNs - System.nanoTime();
        if (remaining <= 0) {
            throw new SocketTimeoutException("time-out");
        }
        return (int) Math.ceilDiv(remaining, 1_000_000);
    }

    private static byte[] request(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return "GET %s%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: hadrill\r\nAccept: */*\r\nConnection: close\r\n\r\n"
                .formatted(path, query, url.getRawAuthority())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int port(URI url) {
        return url.getPort() < 0 ? 80 : url.getPort();
    }

    private static InetAddress literal(String address) {
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("a pinned address must be numeric, was " + address);
        }
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("a pinned address must be numeric, was " + address, e);
        }
    }

    /** A socket's input that as a whole ends at an instant, however slowly it trickles. */
    private static final class UntilDeadline extends InputStream {
        private final Socket socket;
        private final InputStream in;
        private final long deadlineNs;

        UntilDeadline(Socket socket, long deadlineNs) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.deadlineNs = deadlineNs;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read through a buffer");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            socket.setSoTimeout(remainingMs(deadlineNs));
            return in.read(bytes, offset, length);
        }
    }
}
