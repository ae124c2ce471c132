package dev.hadrill.workflows.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What the ledger's own objects in the stores are called: never by a text that came from outside. */
public final class LedgerNames {
    /** In Postgres; nothing else lives in it. */
    public static final String SCHEMA = "hadrill_ledger";

    /** Of every key in Valkey. */
    public static final String KEYS = "hadrill:ledger:";

    private LedgerNames() {}

    /** A table a side, so that the dead primary's log tells them apart. */
    public static String table(String drillId, Write.Side side) {
        return "%s.d_%s_%s".formatted(SCHEMA, hash(drillId), text(side));
    }

    /** The list that a writer appends to, without its writer's number. */
    public static String keys(String drillId, Write.Side side) {
        return "%s%s:%s:".formatted(KEYS, hash(drillId), text(side));
    }

    private static String text(Write.Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static String hash(String drillId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(drillId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
