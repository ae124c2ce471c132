package dev.hadrill.activities.webhook;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Tells one receiver, signed; follows no redirect and reads no answer beyond its status. An attempt takes ten seconds at
 * most, apart from the look-up of a name.
 */
public final class Webhook {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int GONE = 410;
    private static final int LONGEST_RESULT = 200;

    private final Receiver receiver;
    private final OkHttpClient client;

    /** What became of an attempt. */
    public enum Fate {
        DELIVERED,
        FAILED,
        /** The receiver wants no more of it. */
        GONE
    }

    /**
     * How an attempt ended.
     *
     * @param result a status code, or why there is none; one line
     */
    public record Answer(Fate fate, String result) {}

    public Webhook(Receiver receiver) {
        this(receiver, STEP, ATTEMPT);
    }

    Webhook(Receiver receiver, Duration step, Duration attempt) {
        this.receiver = receiver;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(step)
                .readTimeout(step)
                .writeTimeout(step)
                .callTimeout(attempt)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS));
        if (!receiver.url().isHttps()) {
            builder.dns(new PrivateNetwork()).proxy(Proxy.NO_PROXY);
        }
        this.client = builder.build();
    }

    /**
     * One attempt; blocks, and never fails.
     *
     * @param id the same at every attempt; must hold no full stop, which delimits what is signed
     */
    public Answer send(String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        Request request = new Request.Builder()
                .url(receiver.url())
                .header("User-Agent", "hadrill")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", Signature.of(receiver.key(), id, timestamp, bytes))
                .post(RequestBody.create(bytes, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return new Answer(fate(response), Integer.toString(response.code()));
        } catch (IOException e) {
            return new Answer(Fate.FAILED, line(e));
        }
    }

    private static Fate fate(Response response) {
        if (response.isSuccessful()) {
            return Fate.DELIVERED;
        }
        return response.code() == GONE ? Fate.GONE : Fate.FAILED;
    }

    private static String line(IOException e) {
        String text =
                "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return text.length() <= LONGEST_RESULT ? text : text.substring(0, LONGEST_RESULT);
    }
}
