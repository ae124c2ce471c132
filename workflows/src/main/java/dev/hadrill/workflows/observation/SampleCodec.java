package dev.hadrill.workflows.observation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Samples as few bytes: microsecond deltas as variable-length numbers, deflated; about 6 bytes a sample. Sendings are
 * rounded down and receptions up, so that bounds stay bounds.
 */
public final class SampleCodec {
    private static final int VERSION = 1;

    private SampleCodec() {}

    public static byte[] encode(List<Sample> samples) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeByte(VERSION);
            writeLong(out, samples.size());
            long before = 0;
            for (Sample sample : samples) {
                long planned = Math.floorDiv(sample.plannedNs(), 1_000);
                long sent = Math.floorDiv(sample.sentNs(), 1_000);
                writeLong(out, planned - before);
                writeLong(out, sent - planned);
                writeLong(out, Math.ceilDiv(sample.doneNs(), 1_000) - sent);
                writeLong(out, sample.outcome().code());
                writeLong(out, sample.httpCode());
                before = planned;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link UncheckedIOException} on bytes that {@link #encode} did not write. */
    public static List<Sample> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("sample segment version " + version + ", expected " + VERSION);
            }
            List<Sample> samples = readSamples(in);
            if (in.read() != -1) {
                throw new IOException("sample segment is damaged: it goes on behind its end");
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException("sample segment is damaged: " + e.getMessage(), e));
        }
    }

    private static List<Sample> readSamples(DataInputStream in) throws IOException {
        int count = Math.toIntExact(readLong(in));
        List<Sample> samples = new ArrayList<>();
        long planned = 0;
        for (int i = 0; i < count; i++) {
            planned += readLong(in);
            long sent = planned + readLong(in);
            long done = sent + readLong(in);
            Outcome outcome = Outcome.of(readLong(in));
            int httpCode = Math.toIntExact(readLong(in));
            samples.add(new Sample(planned * 1_000, sent * 1_000, done * 1_000, outcome, httpCode));
        }
        return samples;
    }

    private static void writeLong(DataOutputStream out, long value) throws IOException {
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7FL) != 0) {
            out.writeByte((int) ((zigzag & 0x7F) | 0x80));
            zigzag >>>= 7;
        }
        out.writeByte((int) zigzag);
    }

    private static long readLong(DataInputStream in) throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.readUnsignedByte();
            zigzag |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("sample segment is damaged: a number does not end");
    }
}
