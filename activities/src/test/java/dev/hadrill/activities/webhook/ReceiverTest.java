package dev.hadrill.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/T0/B0/xyz",
                "https://203.0.113.8/",
                "http://127.0.0.1:8080/hook",
                "http://[::1]:8080/",
                "http://10.1.2.3/",
                "http://no-such-name.invalid/"
            })
    void theseAreTaken(String url) {
        assertThat(Receiver.url(url).toString()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "ftp://hooks.example.com/sesame",
                "https://",
                "https://ops:sesame@hooks.example.com/",
                "https://sesame@hooks.example.com/",
                "https://hooks.example.com/#sesame",
                "http://203.0.113.8/sesame",
                "http://0.0.0.0/sesame",
                "http://169.254.169.254/sesame",
                "http://[fd00::1]/sesame"
            })
    void theseAreRefusedWithoutSayingWhatMayBeSecret(String url) {
        assertThatThrownBy(() -> Receiver.url(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sesame")
                .hasMessageNotContaining("\n");
    }

    @Test
    void httpToAPublicAddressSaysWhatItIs() {
        assertThatThrownBy(() -> Receiver.url("http://203.0.113.8/"))
                .hasMessage("must be https: 203.0.113.8 is neither loopback nor RFC 1918");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sesamesesamesesamesesamesesamesesame",
                "whsec_",
                "whsec_c2VzYW1l",
                "whsec_!!!!sesamesesamesesamesesamesesame",
                "whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
            })
    void aSecretThatIsNoneIsRefusedWithoutSayingIt(String secret) {
        assertThatThrownBy(() -> Receiver.key(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("24 to 64 random bytes")
                .hasMessageNotContaining("sesame")
                .hasMessageNotContaining("c2VzYW1l");
    }

    @Test
    void aSecretMayEndInANewline() {
        assertThat(Receiver.key(SECRET + "\n").getEncoded()).hasSize(24);
    }

    @Test
    void theTextOfAReceiverHoldsNeitherPathNorSecret() {
        Receiver receiver = new Receiver(Receiver.url("https://hooks.example.com/T0/sesame?k=v"), Receiver.key(SECRET));

        assertThat(receiver.toString()).isEqualTo("https://hooks.example.com:443");
    }
}
