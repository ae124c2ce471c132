package dev.hadrill.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** This machine's Chromium, headless, with an empty profile and no errands of its own. For one thread; its calls block. */
public final class Browser implements AutoCloseable {
    private static final List<String> BINARIES = List.of("chromium", "chromium-browser", "google-chrome");

    private final ChromeDriver driver;
    private @Nullable String opened;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Fails, with what to do, on a machine without Chromium and its driver. */
    public static Browser start() {
        File driver = onPath(List.of("chromedriver"));
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath(BINARIES));
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // root has none, as in CI
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-sync",
                "--metrics-recording-only");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver)
                        .usingAnyFreePort()
                        .withSilent(true)
                        .build(),
                options));
    }

    private static File onPath(List<String> names) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no %s on the PATH: run dist/chromium.sh, or install Debian's chromium and chromium-driver"
                                .formatted(String.join(" or ", names))));
    }

    /** What is opened from now on is seen so. */
    public Browser looking(int width, int height, Medium medium) {
        return looking(width, height, 1, medium);
    }

    /** The same with several pixels of the picture for one of the page. */
    public Browser looking(int width, int height, double pixels, Medium medium) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", pixels, "mobile", false));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        medium.media(),
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", medium.scheme()))));
        return this;
    }

    /** Returns when it is laid out; forgets what was complained of before. */
    public Browser open(Path page) {
        complaints();
        opened = page.toUri().toString();
        driver.get(opened);
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));");
        return this;
    }

    /** The same with a page that is in no file yet. */
    public Browser open(String name, String html) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "pages")), "page");
            return open(Files.writeString(folder.resolve(name), html));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script's answer: a string, a long, a double, a boolean, a list or a map of these. */
    public @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** An answer in words. */
    public String text(String script, Object... arguments) {
        return String.valueOf(run(script, arguments));
    }

    /** A real key, mouse or wheel event, of Chromium's protocol: {@code Input.dispatchMouseEvent}. */
    public Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** Errors and warnings of the console, refusals of the page's policy, and requests for anything but the page. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                complaints.add("console: " + entry.getMessage());
            }
        }
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            Map<String, Object> message = member(new Json().toType(entry.getMessage(), Json.MAP_TYPE), "message");
            if ("Network.requestWillBeSent".equals(message.get("method"))) {
                Object url = member(member(message, "params"), "request").get("url");
                if (!String.valueOf(url).split("#", 2)[0].equals(opened)) {
                    complaints.add("request: " + url);
                }
            }
        }
        return complaints;
    }

    /** What does not fit: the page, its texts, and labels that lie on one another. Empty where all is well. */
    public List<String> misfits() {
        return words(run(read("misfits.js")));
    }

    /** What axe-core finds against WCAG 2.2 AA and its best practices. Empty where all is well. */
    public List<String> barriers() {
        driver.executeScript(read("/axe.min.js"));
        return words(driver.executeAsyncScript(read("barriers.js")));
    }

    /** The whole page as PNG, or its first {@code height} pixels where that is more than 0. */
    public byte[] picture(int height) {
        Map<String, Object> size = member(command("Page.getLayoutMetrics", Map.of()), "cssContentSize");
        Number whole = (Number) Objects.requireNonNull(size.get("height"));
        Number width = (Number) Objects.requireNonNull(size.get("width"));
        Map<String, Object> clip =
                Map.of("x", 0, "y", 0, "width", width, "height", height > 0 ? height : whole, "scale", 1);
        Object data = command(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    /** The page on A4 paper, as PDF. */
    public byte[] paper() {
        Object data = command(
                        "Page.printToPDF", Map.of("printBackground", true, "paperWidth", 8.27, "paperHeight", 11.69))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Map<String, Object> member(Map<String, Object> of, String name) {
        if (of.get(name) instanceof Map<?, ?> found) {
            Map<String, Object> copy = new java.util.HashMap<>();
            found.forEach((key, value) -> copy.put(String.valueOf(key), value));
            return copy;
        }
        throw new IllegalStateException("no %s in %s".formatted(name, of.keySet()));
    }

    private static List<String> words(@Nullable Object list) {
        return list instanceof List<?> words
                ? words.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
