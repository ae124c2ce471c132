package dev.hadrill.activities.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP/1.x answer, whole, or as much of it as fits.
 *
 * @param body at most {@link #MAX_BODY} bytes of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpAnswer(int code, byte[] body) {
    /** Readiness pages are small; what is longer is not read to its end. */
    static final int MAX_BODY = 64 * 1024;

    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 200;

    /** The headers that say where the body ends. */
    private record Framing(long length, boolean chunked) {
        static final long UNTIL_CLOSED = -1;
    }

    /**
     * Blocks until the answer is whole. Throws {@link EOFException} when the connection ends before the first byte, and
     * {@link ProtocolException} for what is no HTTP answer or is cut off.
     */
    static HttpAnswer read(InputStream in) throws IOException {
        int code;
        Framing framing;
        do {
            code = statusCode(line(in, true));
            framing = headers(in);
        } while (code / 100 == 1);
        if (code == 204 || code == 304) {
            return new HttpAnswer(code, new byte[0]);
        }
        return new HttpAnswer(code, framing.chunked() ? chunks(in) : plain(in, framing.length()));
    }

    private static int statusCode(String line) throws ProtocolException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new ProtocolException("no HTTP/1.x answer");
        }
        try {
            return Integer.parseInt(line.substring(9, 12));
        } catch (NumberFormatException e) {
            throw new ProtocolException("no status code");
        }
    }

    private static Framing headers(InputStream in) throws IOException {
        long length = Framing.UNTIL_CLOSED;
        boolean chunked = false;
        for (int i = 0; i < MAX_HEADERS; i++) {
            String header = line(in, false);
            if (header.isEmpty()) {
                return new Framing(length, chunked);
            }
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = number(lower.substring("content-length:".length()), 10);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            }
        }
        throw new ProtocolException("more than " + MAX_HEADERS + " headers");
    }

    private static byte[] plain(InputStream in, long length) throws IOException {
        boolean untilClosed = length == Framing.UNTIL_CLOSED;
        int wanted = untilClosed ? MAX_BODY : (int) Math.min(length, MAX_BODY);
        byte[] body = in.readNBytes(wanted);
        if (!untilClosed && body.length < wanted) {
            throw new ProtocolException("the body is cut off");
        }
        return body;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < MAX_BODY) {
            String size = line(in, false);
            int extension = size.indexOf(';');
            long length = number(extension < 0 ? size : size.substring(0, extension), 16);
            if (length == 0) {
                headers(in);
                break;
            }
            byte[] chunk = plain(in, Math.min(length, MAX_BODY - body.size()));
            body.write(chunk, 0, chunk.length);
            if (chunk.length == length && !line(in, false).isEmpty()) {
                throw new ProtocolException("a chunk does not end");
            }
        }
        return body.toByteArray();
    }

    private static long number(String text, int radix) throws ProtocolException {
        try {
            long number = Long.parseLong(text.trim(), radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ProtocolException("a length is no number");
    }

    private static String line(InputStream in, boolean first) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        while (line.size() < MAX_LINE) {
            int next = in.read();
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (next < 0) {
                if (first && line.size() == 0) {
                    throw new EOFException("closed without an answer");
                }
                throw new ProtocolException("the answer is cut off");
            }
            line.write(next);
        }
        throw new ProtocolException("a line is longer than " + MAX_LINE);
    }
}
