package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and what it signed, as PEM files in a folder, made by the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "of no worth";

    private final Path folder;

    /** Takes some seconds. */
    Certificates(Path folder) {
        this.folder = folder;
        pair("ca", "-ext", "bc:c");
        keytool("ca", "-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** A certificate and a key of that name, for 127.0.0.1. */
    Certificates sign(String name) throws IOException, GeneralSecurityException {
        String request = folder.resolve(name + ".csr").toString();
        pair(name);
        keytool(name, "-certreq", "-file", request);
        keytool(
                "ca",
                "-gencert",
                "-rfc",
                "-infile",
                request,
                "-outfile",
                certificate(name).toString(),
                "-ext",
                "san=ip:127.0.0.1");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
        Files.writeString(
                key(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
        return this;
    }

    private void pair(String name, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "2"));
        arguments.addAll(List.of(more));
        keytool(name, arguments.toArray(String[]::new));
    }

    private void keytool(String alias, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve(alias + ".p12").toString()));
        Ran ran = Ran.command(Duration.ofMinutes(1), command.toArray(String[]::new));
        assertThat(ran.exit()).as(ran.toString()).isZero();
    }
}
