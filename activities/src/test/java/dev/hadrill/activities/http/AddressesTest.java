package dev.hadrill.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import io.temporal.failure.ApplicationFailure;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final Map<String, List<String>> NAMES = Map.of(
            "lb.example", List.of("10.0.0.7"),
            "localhost", List.of("::1", "127.0.0.1"),
            "public.example", List.of("203.0.113.8"),
            "half.example", List.of("10.0.0.7", "203.0.113.8"),
            "meta.example", List.of("169.254.169.254"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.0",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1"
            })
    void loopbackAndRfc1918AreAllowed(String host) {
        assertThat(pin(host)).isEqualTo(host);
    }

    @Test
    void theIpv6LoopbackIsAllowed() {
        assertThat(pin("[::1]")).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(pin("::1")).isEqualTo("0:0:0:0:0:0:0:1");
    }

    @Test
    void aNameIsPinnedToOneOfItsAddresses() {
        assertThat(pin("lb.example")).isEqualTo("10.0.0.7");
        assertThat(pin("localhost")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            203.0.113.8      | 203.0.113.8 is public; drills run only on loopback or RFC 1918 addresses
            8.8.8.8          | 8.8.8.8 is public;
            172.15.255.255   | 172.15.255.255 is public;
            172.32.0.0       | 172.32.0.0 is public;
            100.64.0.1       | 100.64.0.1 is public;
            0.0.0.0          | 0.0.0.0 is every interface and not one;
            169.254.169.254  | 169.254.169.254 is link-local;
            224.0.0.1        | 224.0.0.1 is multicast;
            2001:db8::8      | neither loopback nor RFC 1918
            fd00::1          | neither loopback nor RFC 1918
            fec0::1          | neither loopback nor RFC 1918
            fe80::1          | is link-local;
            ::               | is every interface and not one;
            [2001:db8::8]    | neither loopback nor RFC 1918
            ::8.8.8.8        | neither loopback nor RFC 1918
            64:ff9b::808:808 | neither loopback nor RFC 1918
            public.example   | public.example is 203.0.113.8, which is public;
            half.example     | half.example is 203.0.113.8, which is public;
            meta.example     | meta.example is 169.254.169.254, which is link-local;
            nowhere.example  | nowhere.example cannot be resolved
            """)
    void allElseIsRefusedAndSaysWhy(String host, String message) {
        assertThat(refusal(host)).startsWith("docker_host x: ").contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "134744072",
                "2130706433",
                "0177.0.0.1",
                "0300.0250.0.1",
                "127.0.0.01",
                "0x7f000001",
                "0x7f.0.0.1",
                "127.0x0.0.1",
                "127.1",
                "127.0.1",
                "10.1",
                "127.0.0.1.",
                "lb.example.",
                "256.0.0.1",
                "1.2.3.4.5",
                "lb.0x7f"
            })
    void aSpellingThatCanBeReadTwoWaysIsRefusedEvenWhereItIsPrivate(String host) {
        assertThat(refusal(host)).contains("can be read as more than one address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:8.8.8.8", "[::ffff:8.8.8.8]", "::ffff:808:808", "::ffff:127.0.0.1"})
    void anIpv4AddressInIpv6SpellingIsRefused(String host) {
        assertThat(refusal(host)).contains("is an IPv4 address in IPv6 spelling");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-", "127.0.0.1 ", "１２７.0.0.1", "127。0。0。1", "%31%32", "a/b", "a@b", "a\\b", "lb\n"})
    void whatIsNoHostNameIsRefused(String host) {
        assertThat(refusal(host)).contains("is no host name");
    }

    @Test
    void aZoneIsRefused() {
        assertThat(refusal("fe80::1%eth0")).contains("is no plain IPv6 address");
    }

    @Test
    void lbUrlReplacesWhereTheDecidingProbeLooksAndKeepsItsPath() {
        PinnedProbe pinned = pinLb("http://lb.example:8080");
        assertThat(pinned.address()).isEqualTo("10.0.0.7");
        assertThat(pinned.probe().question()).isEqualTo("http://lb.example:8080/ready?deep=1");
        assertThat(pinLb("http://127.0.0.1:18080/").probe().question())
                .isEqualTo("http://127.0.0.1:18080/ready?deep=1");
    }

    @Test
    void lbUrlsOwnPathIsUsed() {
        assertThat(pinLb("http://10.1.2.3/other?x=%20y").probe().question()).isEqualTo("http://10.1.2.3/other?x=%20y");
    }

    @Test
    void oneThatAsksForTheSamePageAsksWhereLbUrlSays() {
        PinnedProbe body = Addresses.pinProbes(probing(), "http://10.1.2.3", AddressesTest::resolve)
                .get(2);
        assertThat(body.address()).isEqualTo("10.1.2.3");
        assertThat(body.probe().expectation()).contains("/status = ready");
    }

    @Test
    void theOtherProbesAreNotTouchedByLbUrl() {
        assertThat(Addresses.pinProbes(probing(), "http://10.1.2.3", AddressesTest::resolve)
                        .get(1)
                        .probe()
                        .question())
                .isEqualTo("http://127.0.0.1:18001/ready");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            http://203.0.113.8:80     | lb_url http://203.0.113.8:80: 203.0.113.8 is public; drills run only on loopback or RFC 1918 addresses
            http://134744072/         | lb_url http://134744072/: 134744072 can be read as more than one address
            http://[::ffff:8.8.8.8]/  | is an IPv4 address in IPv6 spelling; write it as 8.8.8.8
            http://public.example/    | public.example is 203.0.113.8, which is public
            https://127.0.0.1/        | only http is probed, not https
            file:///etc/passwd        | only http is probed, not file
            127.0.0.1:18080           | must be http://host[:port][/path]
            http://                   | '' is no host name
            http://127.0.0.1:0/       | port must be 1 to 65535, was 0
            http://127.0.0.1:99999    | port must be 1 to 65535, was 99999
            http://127.0.0.1:x/       | must be http://host[:port][/path]
            http://127.0.0.1/a b      | is no URL
            http://127.0.0.1/#a       | must be http://host[:port][/path]
            """)
    void aBadLbUrlIsRefusedWithWhatIsWrong(String url, String message) {
        ApplicationFailure failure = catchThrowableOfType(ApplicationFailure.class, () -> pinLb(url));
        assertThat(failure.getType()).isEqualTo(Failures.GUARD_REFUSED);
        assertThat(failure.isNonRetryable()).isTrue();
        assertThat(failure.getOriginalMessage()).contains(message).startsWith("lb_url");
    }

    @Test
    void aPasswordInLbUrlIsRefusedAndNotRepeated() {
        ApplicationFailure failure =
                catchThrowableOfType(ApplicationFailure.class, () -> pinLb("http://admin:secret@127.0.0.1/"));
        assertThat(failure.getOriginalMessage())
                .isEqualTo("lb_url: must hold no user or password")
                .doesNotContain("secret");
    }

    private static String pin(String host) {
        return Addresses.pin("docker_host x", host, AddressesTest::resolve);
    }

    private static String refusal(String host) {
        ApplicationFailure failure = catchThrowableOfType(ApplicationFailure.class, () -> pin(host));
        assertThat(failure).as(host).isNotNull();
        assertThat(failure.getType()).isEqualTo(Failures.GUARD_REFUSED);
        return failure.getOriginalMessage();
    }

    private static PinnedProbe pinLb(String lbUrl) {
        return Addresses.pinProbes(probing(), lbUrl, AddressesTest::resolve).getFirst();
    }

    private static Probing probing() {
        return new Probing(
                null,
                null,
                null,
                null,
                null,
                List.of(
                        new UrlProbe(
                                "lb", URI.create("http://127.0.0.1:18080/ready?deep=1"), null, null, null, null, null),
                        new UrlProbe("api-2", URI.create("http://127.0.0.1:18001/ready"), null, null, null, null, null),
                        new UrlProbe(
                                "body",
                                URI.create("http://127.0.0.1:18080/ready?deep=1"),
                                null,
                                "/status",
                                "ready",
                                null,
                                null)),
                null);
    }

    /** Literals as the JDK reads them, names from the table: nothing is looked up. */
    private static InetAddress[] resolve(String name) throws UnknownHostException {
        if (NAMES.containsKey(name)) {
            List<String> addresses = NAMES.get(name);
            InetAddress[] resolved = new InetAddress[addresses.size()];
            for (int i = 0; i < resolved.length; i++) {
                resolved[i] = InetAddress.getByName(addresses.get(i));
            }
            return resolved;
        }
        if (name.endsWith(".example")) {
            throw new UnknownHostException(name);
        }
        return InetAddress.getAllByName(name);
    }
}
