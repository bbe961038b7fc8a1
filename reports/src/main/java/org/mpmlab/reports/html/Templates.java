package org.mpmlab.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.mpmlab.reports.words.Clean;

/** The templates, which became classes when the project was built, and the texts that go into them. */
final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.mpmlab.reports.html.template");

    private Templates() {}

    /** Everything in the value is escaped but what the template takes for trusted. */
    static String render(String template, Object value) {
        StringOutput html = new StringOutput(1 << 16);
        ENGINE.render(template, value, html);
        return Clean.text(html.toString());
    }

    /** A file beside the classes. */
    static String text(String name) {
        try (InputStream text = Templates.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
