package org.mpmlab.gatling.visit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jodd.jerry.Jerry;

/**
 * An HTML form that is sent by POST, filled in as the page has it: its visible fields with their preset values, its
 * hidden ones too.
 *
 * @param action the address it is sent to, relative to the page; empty for the page's own
 * @param body its fields in application/x-www-form-urlencoded
 */
record Form(String action, String body) {

    /** The first such form of a page; empty when there is none, or none with an address that it can be sent to. */
    static Optional<Form> first(String html) {
        for (Jerry form : Jerry.of(html).find("form")) {
            String method = form.attr("method");
            if (method != null && method.toLowerCase(Locale.ROOT).equals("post")) {
                String action = form.attr("action") == null ? "" : form.attr("action");
                return Reply.isAddress(action) ? Optional.of(new Form(action, fields(form))) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String fields(Jerry form) {
        List<String> pairs = new ArrayList<>();
        for (Jerry input : form.find("input")) {
            String name = input.attr("name");
            String value = input.attr("value");
            if (name != null) {
                pairs.add(encoded(name) + "=" + encoded(value == null ? "" : value));
            }
        }
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
