package dev.hadrill.activities.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/** Names that lead to loopback or RFC 1918 and nowhere else: what is not encrypted stays there. */
final class PrivateNetwork implements Dns {
    /** A name that leads elsewhere. */
    static final class Left extends UnknownHostException {
        Left(String host, InetAddress address) {
            super((host.equals(address.getHostAddress()) ? host : host + " (" + address.getHostAddress() + ")")
                    + " is neither loopback nor RFC 1918");
        }
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> found = Dns.SYSTEM.lookup(host);
        for (InetAddress address : found) {
            boolean rfc1918 = address instanceof Inet4Address && address.isSiteLocalAddress();
            if (!address.isLoopbackAddress() && !rfc1918) {
                throw new Left(host, address);
            }
        }
        return found;
    }
}
