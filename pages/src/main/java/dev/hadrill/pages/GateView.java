package dev.hadrill.pages;

import dev.hadrill.pages.ReportView.Head;
import java.util.List;

/**
 * All that a gate's index.html says.
 *
 * @param reasons why the verdict is what it is, the gravest first
 * @param scenarios interval against budget, and the comparison in words
 * @param pictures of the scenarios that measured
 * @param sections in the order in which they are read
 */
public record GateView(
        Head head,
        List<String> reasons,
        List<Fact> facts,
        Table scenarios,
        List<Picture> pictures,
        List<Section> sections) {
    /** All drills of a scenario in one interval against its budget. */
    public record Picture(String scenario, RtoPicture rto, String caption) {}

    public GateView {
        reasons = List.copyOf(reasons);
        facts = List.copyOf(facts);
        pictures = List.copyOf(pictures);
        sections = List.copyOf(sections);
    }
}
