package org.mpmlab.gatling.visit;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Target;

/** What visitors ask for at the stations of a journey: nothing where the station before did not go well. */
public enum Requests {
    /** The target's own request, as the load has it. */
    SINGLE,
    /** The page. */
    PAGE,
    /** What the page needs beside itself. */
    ASSETS,
    /** The page with the form to fill in. */
    FORM,
    /** The form, filled in as it came, sent to where it says. */
    POST,
    /** A page for those who are let in. */
    INSIDE;

    List<Ask> of(Load load, Visit visit) {
        Target target = load.targets().get(visit.target());
        return switch (this) {
            case SINGLE -> List.of(single(target));
            case PAGE -> List.of(page(target, visit));
            case ASSETS ->
                visit.pageStands() ? assets(target, load.journey().orElseThrow().assets()) : List.of();
            case FORM -> List.of(form(target, visit));
            case POST ->
                visit.form().map(form -> post(target, form, visit)).stream().toList();
            case INSIDE ->
                visit.inside().map(page -> get("inside", target, page, ok(), false, reply -> {})).stream()
                        .toList();
        };
    }

    private static Ask single(Target target) {
        return new Ask(
                "request",
                HttpMethod.valueOf(target.method()),
                target.uri(),
                target.headers(),
                target.body(),
                Check.of(target.expect()),
                false,
                reply -> {});
    }

    private static Ask page(Target target, Visit visit) {
        visit.pageStands(false);
        return get("page", target, target.uri(), Check.of(target.expect()), false, reply -> visit.pageStands(true));
    }

    private static List<Ask> assets(Target target, List<String> paths) {
        List<Ask> asks = new ArrayList<>();
        for (String path : paths) {
            asks.add(get("asset", target, target.uri().resolve(path), ok(), false, reply -> {}));
        }
        return asks;
    }

    private static Ask form(Target target, Visit visit) {
        visit.found(Optional.empty());
        return get(
                "form",
                target,
                target.uri(),
                Check.form(target.expect()),
                true,
                reply -> visit.found(Form.first(reply.body())));
    }

    private static Ask post(Target target, Form form, Visit visit) {
        // An empty action is the page's own address (HTML, 4.10.21.3), which URI.resolve would cut short.
        URI action = form.action().isEmpty() ? target.uri() : target.uri().resolve(form.action());
        Map<String, String> headers = new LinkedHashMap<>(target.headers());
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return new Ask(
                "post",
                HttpMethod.POST,
                action,
                headers,
                Optional.of(form.body()),
                Check.redirect(),
                false,
                reply -> visit.letInto(action.resolve(reply.location().orElseThrow())));
    }

    private static Ask get(String name, Target target, URI uri, Check check, boolean readsBody, Consumer<Reply> then) {
        return new Ask(name, HttpMethod.GET, uri, target.headers(), Optional.empty(), check, readsBody, then);
    }

    private static Check ok() {
        return Check.of(Target.Expectation.OK);
    }
}
