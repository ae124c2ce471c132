package dev.hadrill.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.UrlProbe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpProbeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "HTTP/1.1 200 OK^Content-Length: 5^^hello @ 200 @ hello",
                "HTTP/1.0 200^^hello @ 200 @ hello",
                "HTTP/1.1 503 Service Unavailable^content-length:0^^ @ 503 @ ''",
                "HTTP/1.1 100 Continue^^HTTP/1.1 200 OK^Content-Length: 2^^ok @ 200 @ ok",
                "HTTP/1.1 204 No Content^^ @ 204 @ ''",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^3^hel^2;x=y^lo^0^^ @ 200 @ hello"
            })
    void anAnswerIsReadWhole(String text, int code, String body) throws IOException {
        HttpAnswer answer = answer(text);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.2^",
                "HTTP/1.1 xyz OK^^",
                "HTTP/1.1 200 OK^Content-Length: 5^^hel",
                "HTTP/1.1 200 OK^Content-Length: -5^^hel",
                "HTTP/1.1 200 OK^Content-Le",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^5^hel",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^zz^hel"
            })
    void whatIsNoWholeAnswerIsNone(String text) {
        assertThatThrownBy(() -> answer(text)).isInstanceOf(IOException.class);
    }

    @Test
    void aLongBodyIsReadInPartOnly() throws IOException {
        HttpAnswer answer = answer("HTTP/1.1 200 OK^Content-Length: 900000^^" + "x".repeat(900_000));
        assertThat(answer.body()).hasSize(HttpAnswer.MAX_BODY);
    }

    @Test
    void anAnswerThatTricklesIsTimedOutAsAWhole() throws IOException {
        Sample sample = against(socket -> {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write('x');
                LockSupport.parkNanos(20_000_000);
            }
        });
        assertThat(sample.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(Duration.ofNanos(sample.latencyNs())).isBetween(Duration.ofMillis(300), Duration.ofMillis(900));
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsRefused() throws IOException {
        assertThat(against(Socket::close).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whatDoesNotSpeakHttpIsWrong() throws IOException {
        Sample sample = against(socket -> {
            socket.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        });
        assertThat(sample.outcome()).isEqualTo(Outcome.WRONG);
    }

    @Test
    void onlyANumericAddressIsAsked() {
        UrlProbe probe = new UrlProbe("lb", URI.create("http://localhost/"), null, null, null, null, null);
        assertThatThrownBy(() -> new HttpProbe(probe, "localhost", Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessageContaining("must be numeric");
    }

    private interface Answering {
        void answer(Socket socket) throws IOException;
    }

    private static Sample against(Answering answering) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    answering.answer(socket);
                } catch (IOException e) {
                    // The prober hung up.
                }
            });
            UrlProbe probe = new UrlProbe(
                    "lb", URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), null, null, null, null, null);
            return new HttpProbe(probe, "127.0.0.1", Duration.ofMillis(300), Duration.ofMillis(200))
                    .ask(System.nanoTime(), sent -> {});
        }
    }

    private static HttpAnswer answer(String text) throws IOException {
        byte[] bytes = text.replace("^", "\r\n").getBytes(StandardCharsets.US_ASCII);
        return HttpAnswer.read(new ByteArrayInputStream(bytes));
    }
}
