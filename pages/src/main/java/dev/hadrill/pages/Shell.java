package dev.hadrill.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every page has around its content: its style, its script, and the policy that lets the browser take these two and
 * nothing else.
 */
public record Shell(String title, String style, @Nullable String script) {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    /** From files beside this class; {@code script} is null for a page without one. */
    static Shell of(String title, @Nullable String script, String... styles) {
        return new Shell(
                title + " · hadrill",
                Arrays.stream(styles).map(Shell::read).collect(Collectors.joining("\n")),
                script == null ? null : read(script));
    }

    /** Fails where the template asks for what it was not given. */
    String render(String template, Map<String, Object> content) {
        StringOutput page = new StringOutput();
        Map<String, Object> all = new java.util.HashMap<>(content);
        all.put("shell", this);
        TEMPLATES.render(template, all, page);
        return page.toString();
    }

    /** The Content-Security-Policy: no network, and no code or style but these two texts. */
    public String policy() {
        return "default-src 'none'; style-src '%s'; %sbase-uri 'none'; form-action 'none'"
                .formatted(digest(style), script == null ? "" : "script-src '%s'; ".formatted(digest(script)));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Shell.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
