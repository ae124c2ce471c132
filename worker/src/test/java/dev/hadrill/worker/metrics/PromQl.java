package dev.hadrill.worker.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a PromQL expression names, as far as the dashboard's go: selectors, aggregations, functions, arithmetic.
 *
 * @param metrics with the labels that each is selected by
 * @param grouped the labels that all of them are grouped by
 */
record PromQl(Map<String, Set<String>> metrics, Set<String> grouped) {
    private static final Pattern TEXT_OR_RANGE = Pattern.compile("\"[^\"]*\"|\\[[^]]*]");
    private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern METRIC = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()(?:\\{([^}]*)})?");

    static PromQl of(String expression) {
        String text = TEXT_OR_RANGE.matcher(expression).replaceAll("");
        Set<String> grouped = GROUPING.matcher(text)
                .results()
                .flatMap(grouping -> names(grouping.group(1)).stream())
                .collect(Collectors.toSet());
        Map<String, Set<String>> metrics = new HashMap<>();
        Matcher metric = METRIC.matcher(GROUPING.matcher(text).replaceAll(""));
        while (metric.find()) {
            String name = NAME.matcher(metric.group())
                    .results()
                    .map(MatchResult::group)
                    .findFirst()
                    .orElseThrow();
            metrics.put(name, metric.group(1) == null ? Set.of() : names(metric.group(1)));
        }
        return new PromQl(metrics, grouped);
    }

    private static Set<String> names(String list) {
        return NAME.matcher(list).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
