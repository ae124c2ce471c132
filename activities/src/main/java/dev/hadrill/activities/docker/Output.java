package dev.hadrill.activities.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first 256 KiB of each stream; the rest is read and dropped. */
final class Output extends ResultCallback.Adapter<Frame> {
    private static final int LIMIT = 256 * 1024;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public synchronized void onNext(Frame frame) {
        ByteArrayOutputStream stream = frame.getStreamType() == StreamType.STDERR ? stderr : stdout;
        byte[] bytes = frame.getPayload();
        stream.write(bytes, 0, Math.min(bytes.length, LIMIT - stream.size()));
    }

    synchronized String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    synchronized String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }
}
