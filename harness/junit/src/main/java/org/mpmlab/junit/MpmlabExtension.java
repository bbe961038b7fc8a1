package org.mpmlab.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test its {@link Mpmlab}, and stops that one's engine when the test is over. */
public final class MpmlabExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(MpmlabExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Mpmlab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Mpmlab.class, unseen -> new Mpmlab(context::publishReportEntry), Mpmlab.class);
    }
}
