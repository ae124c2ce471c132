package dev.hadrill.activities.webhook;

import java.net.UnknownHostException;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Who is told, and the key that signs it. The address may hold a secret in its path: only {@link #origin} is for logs. */
public record Receiver(HttpUrl url, SecretKey key) {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24; // Standard Webhooks: 192 to 512 bits
    private static final int LONGEST = 64;

    /**
     * Throws an {@link IllegalArgumentException} with what is wrong, without the text itself, which may be secret. Blocks
     * on a look-up where it is http.
     */
    public static HttpUrl url(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("must be https://host[:port]/path, and is no such URL");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("must hold no user or password: what is sent is signed with the secret");
        }
        if (url.fragment() != null) {
            throw new IllegalArgumentException("must hold no #fragment: it would not be sent");
        }
        String refused = url.isHttps() ? null : refusal(url.host());
        if (refused != null) {
            throw new IllegalArgumentException("must be https: " + refused);
        }
        return url;
    }

    /** As Standard Webhooks writes a secret; throws as {@link #url} does. */
    public static SecretKey key(String text) {
        String secret = text.strip();
        byte[] bytes;
        try {
            bytes = secret.startsWith(PREFIX)
                    ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                    : new byte[0];
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length < SHORTEST || bytes.length > LONGEST) {
            throw new IllegalArgumentException(
                    "must hold whsec_ and %d to %d random bytes in base64: echo \"whsec_$(openssl rand -base64 32)\""
                            .formatted(SHORTEST, LONGEST));
        }
        return new SecretKeySpec(bytes, Signature.ALGORITHM);
    }

    /** Scheme, host and port. */
    public String origin() {
        return "%s://%s:%d".formatted(url.scheme(), url.host(), url.port());
    }

    @Override
    public String toString() {
        return origin();
    }

    /** A name that is not known now may be later, and is looked up again each time. */
    private static @Nullable String refusal(String host) {
        try {
            new PrivateNetwork().lookup(host);
            return null;
        } catch (PrivateNetwork.Left e) {
            return e.getMessage();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
