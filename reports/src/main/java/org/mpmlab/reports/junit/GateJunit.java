package org.mpmlab.reports.junit;

import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.reports.gate.Lines;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Judged;

/**
 * A judged gate in the form that Ant's JUnit task introduced: a suite for the gate, a test case for each rule. A rule
 * that failed is a failure; one that is inconclusive or invalid and stops the gate is an error, as a test is that could
 * not be carried out; one that only warns is skipped. A pure function.
 */
public final class GateJunit {
    private static final List<Outcome> ERRORS = List.of(Outcome.INCONCLUSIVE, Outcome.INVALID);

    private GateJunit() {}

    /** Renders a gate. */
    public static String render(GateResult result) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            suite(xml, result);
            xml.writeEndDocument();
            xml.writeCharacters("\n");
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toString();
    }

    private static void suite(XMLStreamWriter xml, GateResult result) throws XMLStreamException {
        xml.writeStartElement("testsuites");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "mpmlab gate " + result.gate());
        attribute(xml, "tests", result.rules().size());
        attribute(xml, "failures", result.count(Outcome.FAILED));
        attribute(xml, "errors", ERRORS.stream().mapToLong(result::count).sum());
        attribute(xml, "skipped", result.count(Outcome.WARNED));
        attribute(xml, "time", 0);
        attribute(
                xml,
                "timestamp",
                result.measured().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        attribute(xml, "hostname", "localhost");
        xml.writeCharacters("\n");
        for (RuleResult rule : result.rules()) {
            testCase(xml, result, rule);
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, GateResult result, RuleResult rule) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "name", rule.rule().text());
        attribute(xml, "classname", "mpmlab." + result.gate());
        attribute(xml, "time", 0);
        switch (rule.outcome()) {
            case PASSED -> {}
            case WARNED -> {
                xml.writeEmptyElement("skipped");
                attribute(xml, "message", Lines.message(rule));
            }
            case FAILED -> problem(xml, "failure", rule);
            case INCONCLUSIVE, INVALID -> problem(xml, "error", rule);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(Clean.text(Lines.message(rule) + "\nblocks that count: " + Judged.blocks(rule.judgement())
                + "\nheld against: " + rule.against() + "\n"));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static void problem(XMLStreamWriter xml, String kind, RuleResult rule) throws XMLStreamException {
        xml.writeStartElement(kind);
        attribute(xml, "message", Lines.message(rule));
        attribute(xml, "type", "mpmlab." + rule.outcome().word());
        xml.writeCharacters(Clean.text(Judged.why(rule.judgement())));
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, long value) throws XMLStreamException {
        xml.writeAttribute(name, Long.toString(value));
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Clean.line(value));
    }
}
