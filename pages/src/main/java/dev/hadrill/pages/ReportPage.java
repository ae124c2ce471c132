package dev.hadrill.pages;

import java.util.HashMap;
import java.util.Map;

/** report.html. Pure: the same view is the same page. */
public final class ReportPage {
    private ReportPage() {}

    public static String render(ReportView view) {
        Map<String, Object> content = new HashMap<>();
        content.put("view", view);
        if (view.rto() != null) {
            content.put("rto", RtoPicture.of(view.rto(), view.head().tone()));
        }
        if (view.course() != null) {
            content.put("timeline", TimelinePicture.of(view.course()));
        }
        ReportView.Head head = view.head();
        return Shell.of(head.verdict() + ": " + head.title(), "timeline.js", "page.css", "report.css")
                .render("report.jte", content);
    }
}
