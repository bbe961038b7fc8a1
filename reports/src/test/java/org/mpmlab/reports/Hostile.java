package org.mpmlab.reports;

import java.util.List;

/** Names that someone might give to break a report. */
final class Hostile {
    static final String MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"quoted\" 'single'";

    static final List<String> NAMES = List.of(
            MARKUP,
            "]]></title></svg><svg onload=alert(3)>",
            "=cmd|' /C calc'!A0 | pipe ` tick ` *bold* [link](http://example.org/)",
            "👩‍🚀🚀 emoji 漢字 and \u202Eright to left",
            "line\nbreak\ttab \u001b[31mred\u0000nul \uD800half",
            "very-long-" + "x".repeat(300) + "-end-1",
            "very-long-" + "x".repeat(300) + "-end-2");

    private Hostile() {}
}
