package dev.hadrill.activities.http;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.observation.ExecProbe;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import io.temporal.failure.ApplicationFailure;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves hosts once, to addresses that a drill may touch: loopback and RFC 1918, nothing else, spelled in the one way
 * that every program reads alike. Unique local IPv6 addresses are refused too: the law names RFC 1918.
 */
public final class Addresses {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\\.?");
    /** What some programs read as a number: {@code 134744072}, {@code 0x7f.1}, {@code 0177.0.0.1}. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?|.*\\.");

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern URL =
            Pattern.compile("(?<scheme>[^:/?#]+)://(?<authority>[^/?#]*)(?<path>/[^?#]*)?(?<query>\\?[^#]*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:]*)(?::(?<port>\\d{1,5}))?");

    /** Looks a name up. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    private Addresses() {}

    /**
     * The numeric address of a host; fails for good where any of its addresses is not allowed. Blocks on a look-up.
     *
     * @param what names the setting and its value in the refusal, for example {@code docker_host tcp://10.0.0.7:2375}
     */
    public static String pin(String what, String host) {
        return pin(what, host, InetAddress::getAllByName);
    }

    /**
     * Pins every probe; {@code lbUrl} replaces where the leading one looks, and others that ask for the very same page.
     * Blocks on look-ups.
     */
    public static List<PinnedProbe> pinProbes(Probing probing, @Nullable String lbUrl) {
        return pinProbes(probing, lbUrl, InetAddress::getAllByName);
    }

    static List<PinnedProbe> pinProbes(Probing probing, @Nullable String lbUrl, Resolver resolver) {
        String users = probing.probe(probing.decides().getFirst()).question();
        return probing.probes().stream()
                .map(probe -> switch (probe) {
                    case UrlProbe url
                    when lbUrl != null && url.question().equals(users) -> elsewhere(url, lbUrl, resolver);
                    case UrlProbe url ->
                        new PinnedProbe(
                                url,
                                pin(
                                        "probe " + url.name() + " " + url.url(),
                                        url.url().getHost(),
                                        resolver));
                    case ExecProbe exec -> new PinnedProbe(exec, null);
                })
                .toList();
    }

    static String pin(String what, String host, Resolver resolver) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean ipv6 = bare.indexOf(':') >= 0;
        requireOneReading(what, bare, ipv6);
        InetAddress[] resolved;
        try {
            resolved = resolver.resolve(bare);
        } catch (UnknownHostException e) {
            throw refuse(what, bare + " cannot be resolved");
        }
        for (InetAddress address : resolved) {
            if (ipv6 && address instanceof Inet4Address) {
                throw refuse(
                        what, bare + " is an IPv4 address in IPv6 spelling; write it as " + address.getHostAddress());
            }
            String kind = refusedKind(address);
            if (kind != null) {
                String numeric = address.getHostAddress();
                String is = bare.equals(numeric) ? " is " : " is " + numeric + ", which is ";
                throw refuse(what, bare + is + kind + "; drills run only on loopback or RFC 1918 addresses");
            }
        }
        return Arrays.stream(resolved)
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElse(resolved[0])
                .getHostAddress();
    }

    private static void requireOneReading(String what, String host, boolean ipv6) {
        if (ipv6) {
            if (!host.matches("[0-9a-fA-F:.]+")) {
                throw refuse(what, host + " is no plain IPv6 address");
            }
        } else if (!HOST.matcher(host).matches()) {
            throw refuse(what, "'" + host + "' is no host name");
        } else if (NUMERIC.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
            throw refuse(what, host + " can be read as more than one address; write four decimal numbers: 127.0.0.1");
        }
    }

    private static @Nullable String refusedKind(InetAddress address) {
        boolean rfc1918 = address instanceof Inet4Address && address.isSiteLocalAddress();
        if (address.isLoopbackAddress() || rfc1918) {
            return null;
        }
        if (address.isAnyLocalAddress()) {
            return "every interface and not one";
        }
        if (address.isLinkLocalAddress()) {
            return "link-local";
        }
        if (address.isMulticastAddress()) {
            return "multicast";
        }
        return address instanceof Inet4Address ? "public" : "neither loopback nor RFC 1918";
    }

    private static PinnedProbe elsewhere(UrlProbe probe, String lbUrl, Resolver resolver) {
        String what = "lb_url " + lbUrl;
        Matcher url = URL.matcher(lbUrl);
        if (!url.matches()) {
            throw refuse(what, "must be http://host[:port][/path]");
        }
        if (!"http".equals(url.group("scheme"))) {
            throw refuse(what, "only http is probed, not " + url.group("scheme"));
        }
        if (url.group("authority").contains("@")) {
            throw refuse("lb_url", "must hold no user or password");
        }
        Matcher authority = AUTHORITY.matcher(url.group("authority"));
        if (!authority.matches()) {
            throw refuse(what, "must be http://host[:port][/path]");
        }
        String port = authority.group("port");
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
            throw refuse(what, "port must be 1 to 65535, was " + port);
        }
        String address = pin(what, authority.group("host"), resolver);
        URI own = probe.url();
        String path = url.group("path");
        String query = url.group("query");
        boolean keepsOwn = (path == null || path.equals("/")) && query == null;
        String target = keepsOwn
                ? own.getRawPath() + (own.getRawQuery() == null ? "" : "?" + own.getRawQuery())
                : (path == null ? "/" : path) + (query == null ? "" : query);
        try {
            URI there = URI.create("http://" + url.group("authority") + target);
            return new PinnedProbe(probe.at(there), address);
        } catch (IllegalArgumentException e) {
            throw refuse(what, "is no URL: " + e.getMessage());
        }
    }

    private static ApplicationFailure refuse(String what, String why) {
        return Failures.refuse(Failures.GUARD_REFUSED, what + ": " + why);
    }
}
