package org.mpmlab.gatling.visit;

import java.util.Optional;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Target;

/** What makes an answer the expected one. Immutable. */
@FunctionalInterface
interface Check {
    /** Empty when the answer is as expected. */
    Optional<Failure> failure(Reply reply);

    /** Status and, where it is known, length. */
    static Check of(Target.Expectation expected) {
        return reply -> {
            if (reply.status() != expected.status()) {
                return status(expected.status() + " expected, not " + reply.status());
            }
            if (expected.bodyBytes().orElse(reply.bodyBytes()) != reply.bodyBytes()) {
                long length = expected.bodyBytes().getAsLong();
                return Optional.of(new Failure(ErrorKind.LENGTH, length + " bytes expected, not " + reply.bodyBytes()));
            }
            return Optional.empty();
        };
    }

    /** The same, and a form that is to be sent by POST. */
    static Check form(Target.Expectation expected) {
        return reply -> {
            Optional<Failure> failure = of(expected).failure(reply);
            if (failure.isPresent() || Form.first(reply.body()).isPresent()) {
                return failure;
            }
            return status("a page with a form (method=post) expected, found none");
        };
    }

    /** A redirect, as a login that succeeds answers its form with (RFC 9110, 15.4). */
    static Check redirect() {
        return reply -> {
            boolean redirects = reply.status() == 302 || reply.status() == 303;
            return redirects && reply.location().filter(Reply::isAddress).isPresent()
                    ? Optional.empty()
                    : status("302 or 303 with a Location expected, not " + reply.status()
                            + ": a login that is refused often shows its form again");
        };
    }

    private static Optional<Failure> status(String words) {
        return Optional.of(new Failure(ErrorKind.STATUS, words));
    }
}
