package dev.hadrill.starter.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Settings for a platform of a test's own. */
final class Sandbox {
    private Sandbox() {}

    static Settings settings(Path data) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("HADRILL_"));
        environment.put("HADRILL_HOME", data.toString());
        environment.put("HADRILL_DATA", data.toString());
        List<Integer> ports = freePorts();
        environment.put("HADRILL_TEMPORAL_PORT", ports.get(0).toString());
        environment.put("HADRILL_UI_PORT", ports.get(1).toString());
        environment.put("HADRILL_HISTORY_PORT", ports.get(2).toString());
        return Settings.from(environment);
    }

    static LocalPlatform platform(Settings settings, Class<?> worker) {
        return new LocalPlatform(settings, worker.getName(), line -> {});
    }

    private static List<Integer> freePorts() {
        List<ServerSocket> open = Stream.generate(Sandbox::anyPort).limit(3).toList();
        try {
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            open.forEach(Sandbox::close);
        }
    }

    private static ServerSocket anyPort() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
