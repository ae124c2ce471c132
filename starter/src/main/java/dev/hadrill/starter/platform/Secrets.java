package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/** The platform's passwords, in {@code secrets} of the data directory, mode 0600. */
final class Secrets {
    private static final String HISTORY_PASSWORD = "history_password";

    private Secrets() {}

    static Optional<String> historyPassword(Path data) {
        Path file = data.resolve("secrets");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties secrets = new Properties();
            secrets.load(reader);
            return Optional.ofNullable(secrets.getProperty(HISTORY_PASSWORD));
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static String newHistoryPassword(Path data) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Properties secrets = new Properties();
        secrets.setProperty(HISTORY_PASSWORD, HexFormat.of().formatHex(random));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        secrets.store(text, null);
        PrivateFile.write(data.resolve("secrets"), text.toByteArray());
        return secrets.getProperty(HISTORY_PASSWORD);
    }
}
