package dev.hadrill.activities.gate;

import dev.hadrill.workflows.gate.GateReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which hadrill this is. */
final class Built {
    private static final String POM = "/META-INF/maven/dev.hadrill/hadrill-activities/pom.properties";

    private Built() {}

    /** Not recorded where the classes lie in no jar. */
    static String version() {
        try (InputStream in = Built.class.getResourceAsStream(POM)) {
            if (in == null) {
                return GateReport.NOT_RECORDED;
            }
            Properties pom = new Properties();
            pom.load(in);
            return pom.getProperty("version", GateReport.NOT_RECORDED);
        } catch (IOException e) {
            return GateReport.NOT_RECORDED;
        }
    }
}
