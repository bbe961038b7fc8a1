package org.mpmlab.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The checkout is mpmlab's home during each test, as the launcher says it is. */
final class AtHome implements BeforeEachCallback, AfterEachCallback {
    static final Path CHECKOUT = Path.of("..", "..");

    private static final String PROPERTY = "mpmlab.home";

    private Optional<String> before = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext context) {
        before = Optional.ofNullable(System.getProperty(PROPERTY));
        System.setProperty(PROPERTY, CHECKOUT.toString());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        before.ifPresentOrElse(home -> System.setProperty(PROPERTY, home), () -> System.clearProperty(PROPERTY));
    }
}
