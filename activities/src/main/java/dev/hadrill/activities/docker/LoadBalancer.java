package dev.hadrill.activities.docker;

import dev.hadrill.workflows.stack.PinnedStack.Front;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The load balancer as the leading probe sees it: its pinned address, no redirect followed; everything blocks. */
public final class LoadBalancer {
    private static final OkHttpClient SHARED = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    private final Front front;
    private final OkHttpClient client;

    /**
     * One answer, or why there was none.
     *
     * @param upstream the value of the header that was asked for, empty when there is none
     */
    public record Answer(boolean good, String upstream, String detail) {}

    public LoadBalancer(Front front, Duration timeout) {
        this.front = front;
        this.client = SHARED.newBuilder()
                .dns(host -> List.of(address()))
                .callTimeout(timeout)
                .build();
    }

    /** Asks once; the header is the one by which it names the upstream that answered. */
    public Answer ask(String header) {
        Request request = new Request.Builder()
                .url(front.probe().url().toString())
                .header("Connection", "close")
                .build();
        try (Response response = client.newCall(request).execute()) {
            boolean good = Integer.valueOf(response.code()).equals(front.probe().expectStatus());
            return new Answer(
                    good,
                    Optional.ofNullable(response.header(header)).orElse(""),
                    "HTTP " + response.code()
                            + (response.isRedirect() ? ", a redirect, and those are not followed" : ""));
        } catch (InterruptedIOException e) {
            return new Answer(false, "", "no answer in time");
        } catch (IOException e) {
            return new Answer(false, "", String.valueOf(e.getMessage()));
        }
    }

    public String url() {
        return front.probe().url().toString();
    }

    private InetAddress address() throws UnknownHostException {
        return InetAddress.getByName(front.address()); // numeric: no look-up
    }
}
