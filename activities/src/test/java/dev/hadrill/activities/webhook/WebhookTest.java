package dev.hadrill.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.webhook.Webhook.Answer;
import dev.hadrill.activities.webhook.Webhook.Fate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"type\":\"drill.verdict\",\"data\":{\"reason\":\"❄ 6.1 s\"}}";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** By another implementation than ours; the key and the vector's form are those of the Standard Webhooks libraries. */
    @Test
    void whatIsSentIsSignedAsStandardWebhooksHasIt() throws InterruptedException {
        server.enqueue(status(204));

        Answer answer = webhook().send("drill_verdict_d1", BODY);

        assertThat(answer).isEqualTo(new Answer(Fate.DELIVERED, "204"));
        RecordedRequest got = server.takeRequest();
        assertThat(got.getMethod()).isEqualTo("POST");
        assertThat(got.getTarget()).isEqualTo("/hook?x=1");
        assertThat(got.getHeaders().get("content-type")).isEqualTo("application/json");
        assertThat(got.getHeaders().get("webhook-id")).isEqualTo("drill_verdict_d1");
        String timestamp = got.getHeaders().get("webhook-timestamp");
        assertThat(Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now()))
                .isLessThan(Duration.ofSeconds(5));
        ByteString key = ByteString.of(Base64.getDecoder().decode(SECRET.substring(6)));
        String signed = "drill_verdict_d1." + timestamp + "." + got.getBody().utf8();
        assertThat(got.getHeaders().get("webhook-signature"))
                .isEqualTo("v1," + ByteString.encodeUtf8(signed).hmacSha256(key).base64());
        assertThat(got.getBody().utf8()).isEqualTo(BODY);
    }

    /** The vector of the Standard Webhooks libraries' own tests. */
    @Test
    void theSignatureIsThatOfOtherImplementations() {
        assertThat(Signature.of(
                        Receiver.key(SECRET),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        server.enqueue(new MockResponse.Builder()
                .code(307)
                .addHeader("Location", "/elsewhere")
                .build());
        server.enqueue(status(200));

        assertThat(webhook().send("id", BODY)).isEqualTo(new Answer(Fate.FAILED, "307"));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aReceiverThatWantsNoMoreIsTakenAtItsWord() {
        server.enqueue(status(410));
        server.enqueue(status(500));

        assertThat(webhook().send("id", BODY).fate()).isEqualTo(Fate.GONE);
        assertThat(webhook().send("id", BODY)).isEqualTo(new Answer(Fate.FAILED, "500"));
    }

    @Test
    void aDeadReceiverIsALine() {
        server.close();

        Answer answer = webhook().send("id", BODY);

        assertThat(answer.fate()).isEqualTo(Fate.FAILED);
        assertThat(answer.result()).contains("Failed to connect").doesNotContain("\n");
    }

    @Test
    void aReceiverThatNeverAnswersIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Webhook webhook = webhook(silent.getLocalPort(), Duration.ofMillis(300), Duration.ofSeconds(5));

            assertThat(webhook.send("id", BODY).result()).contains("timeout");
        }
    }

    /** Each read is quick, and the whole never ends. */
    @Test
    void anAnswerThatTricklesIsLeft() throws IOException {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> trickle(slow, "HTTP/1.1 200 OK\r\nX: ", "y"));
            Webhook webhook = webhook(slow.getLocalPort(), Duration.ofSeconds(5), Duration.ofMillis(500));
            long before = System.nanoTime();

            assertThat(webhook.send("id", BODY).fate()).isEqualTo(Fate.FAILED);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void theBodyOfAnAnswerIsNotWaitedFor() throws IOException {
        try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> trickle(endless, "HTTP/1.1 200 OK\r\n\r\n", "lots of text\n".repeat(1_000)));
            long before = System.nanoTime();

            Answer answer = webhook(endless.getLocalPort(), Duration.ofSeconds(5), Duration.ofSeconds(10))
                    .send("id", BODY);

            assertThat(answer).isEqualTo(new Answer(Fate.DELIVERED, "200"));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static void trickle(ServerSocket server, String begin, String more) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(more.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException closed) {
            // as it must be
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private Webhook webhook() {
        return webhook(server.getPort(), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    private static Webhook webhook(int port, Duration step, Duration attempt) {
        return new Webhook(
                new Receiver(Receiver.url("http://127.0.0.1:%d/hook?x=1".formatted(port)), Receiver.key(SECRET)),
                step,
                attempt);
    }
}
