package org.mpmlab.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share such as {@code 2%} or {@code 0.5%}, above 0 and below 100 %. */
final class PercentOption implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
        String number = value.strip().replaceFirst(" ?%$", "");
        boolean percent = value.strip().endsWith("%") && number.matches("[0-9]{1,2}(\\.[0-9]{1,6})?");
        double share = percent ? Double.parseDouble(number) / 100 : 0;
        if (!(share > 0)) {
            throw new TypeConversionException("'" + value + "' is no margin; write 2% or 0.5%");
        }
        return share;
    }
}
