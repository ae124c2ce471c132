package dev.hadrill.starter.gate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code manifest.sha256}: a line a file, sorted, as {@code sha256sum -c} reads it; it does not list itself. */
final class Manifest {
    static final String NAME = "manifest.sha256";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private Manifest() {}

    static String of(NavigableMap<String, String> sha256) {
        return sha256.entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /** SHA-256 by file; throws {@link IllegalArgumentException} with the line that is none. */
    static NavigableMap<String, String> parse(String text) {
        NavigableMap<String, String> files = new TreeMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isEmpty()) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "%s, line %d: expected a SHA-256, two blanks and a file".formatted(NAME, number));
            }
            String file = matcher.group(2);
            if (!staysInside(file)) {
                throw new IllegalArgumentException(
                        "%s, line %d: '%s' leads out of the bundle".formatted(NAME, number, file));
            }
            if (files.put(file, matcher.group(1)) != null) {
                throw new IllegalArgumentException("%s, line %d: '%s' is listed twice".formatted(NAME, number, file));
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(NAME + " lists no file");
        }
        return files;
    }

    /** A relative path whose every part is a plain name. */
    static boolean staysInside(String path) {
        if (path.isEmpty() || path.contains("\\") || path.contains(":") || path.indexOf('\0') >= 0) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    /** What differs first, in the order of the names; empty when nothing does. */
    static Optional<String> firstDifference(Map<String, String> listed, Map<String, String> found) {
        NavigableMap<String, String> all = new TreeMap<>(listed);
        found.forEach(all::putIfAbsent);
        for (String file : all.keySet()) {
            if (file.equals(NAME)) {
                continue;
            }
            String expected = listed.get(file);
            String actual = found.get(file);
            if (actual == null) {
                return Optional.of("missing: " + file);
            }
            if (expected == null) {
                return Optional.of("added: " + file + " is not in " + NAME);
            }
            if (!expected.equals(actual)) {
                return Optional.of("changed: %s has SHA-256 %s, %s says %s".formatted(file, actual, NAME, expected));
            }
        }
        return Optional.empty();
    }
}
