package org.mpmlab.gatling.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;

/** What visitors ask for, and which answers are right. */
class RequestsTest {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080/shop/login.php?from=start");
    private static final Reply OK = new Reply(200, 5, Optional.empty(), "");

    private final Load load = new Load(
            List.of(Target.get("it", PAGE)),
            Protocol.H1,
            new Arrival.Closed(),
            Connections.kept(1),
            Idle.NONE,
            Optional.of(new Journey(Journey.Kind.BROWSING, 1, Duration.ZERO, List.of("/a.css", "/b.js?v=2"))),
            WarmUp.NONE,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1);
    private final Visit visit = new Visit(0, new SplittableRandom(1), 0);

    @Test
    void assetsAreOfTheSameServerAndOnlyForAPageThatStands() {
        assertThat(Requests.ASSETS.of(load, visit)).isEmpty();
        Ask page = Requests.PAGE.of(load, visit).get(0);
        assertThat(page.uri()).isEqualTo(PAGE);
        page.then().accept(OK);
        assertThat(Requests.ASSETS.of(load, visit))
                .extracting(Ask::uri)
                .containsExactly(
                        URI.create("http://127.0.0.1:8080/a.css"), URI.create("http://127.0.0.1:8080/b.js?v=2"));
        Requests.PAGE.of(load, visit); // asked for again, and not answered
        assertThat(Requests.ASSETS.of(load, visit)).isEmpty();
    }

    @Test
    void aFormIsPostedWhereItSaysAndLeadsInside() {
        assertThat(Requests.POST.of(load, visit)).isEmpty();
        form("<form method=post action=check.php><input name=a value=1></form>");
        Ask post = Requests.POST.of(load, visit).get(0);
        assertThat(post.uri()).isEqualTo(URI.create("http://127.0.0.1:8080/shop/check.php"));
        assertThat(post.body()).contains("a=1");
        assertThat(post.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
        assertThat(Requests.INSIDE.of(load, visit)).isEmpty();
        post.then().accept(new Reply(303, 0, Optional.of("/inside.php"), ""));
        assertThat(Requests.INSIDE.of(load, visit))
                .extracting(Ask::uri)
                .containsExactly(URI.create("http://127.0.0.1:8080/inside.php"));
    }

    @Test
    void aFormWithoutAnActionIsPostedToItsOwnPage() {
        form("<form method=post></form>");
        assertThat(Requests.POST.of(load, visit)).extracting(Ask::uri).containsExactly(PAGE);
    }

    private void form(String html) {
        Requests.FORM.of(load, visit).get(0).then().accept(new Reply(200, html.length(), Optional.empty(), html));
    }

    @Test
    void answersThatAreNotAsExpectedAreNamed() {
        Check page = Requests.PAGE.of(load, visit).get(0).check();
        assertThat(page.failure(OK)).isEmpty();
        assertThat(page.failure(new Reply(503, 5, Optional.empty(), "")))
                .contains(new Failure(ErrorKind.STATUS, "200 expected, not 503"));
        Check sized = Check.of(new Target.Expectation(200, java.util.OptionalLong.of(6)));
        assertThat(sized.failure(OK)).contains(new Failure(ErrorKind.LENGTH, "6 bytes expected, not 5"));
        assertThat(Requests.FORM.of(load, visit).get(0).check().failure(OK))
                .contains(new Failure(ErrorKind.STATUS, "a page with a form (method=post) expected, found none"));
        assertThat(Check.redirect().failure(OK)).map(Failure::kind).contains(ErrorKind.STATUS);
        assertThat(Check.redirect().failure(new Reply(303, 0, Optional.empty(), "")))
                .isPresent();
        assertThat(Check.redirect().failure(new Reply(303, 0, Optional.of("/a b"), "")))
                .isPresent();
        assertThat(Check.redirect().failure(new Reply(302, 0, Optional.of("/"), "")))
                .isEmpty();
    }

    @Test
    void pausesAreExponentialWithTheirMean() {
        double sum = 0;
        int longer = 0;
        for (int i = 0; i < 20_000; i++) {
            long nanos = visit.drawPauseNanos(1_000_000);
            sum += nanos;
            longer += nanos > 1_000_000 ? 1 : 0;
        }
        assertThat(sum / 20_000).isBetween(970_000.0, 1_030_000.0);
        assertThat(longer / 20_000.0).isBetween(Math.exp(-1) - 0.02, Math.exp(-1) + 0.02);
    }
}
