package org.mpmlab.reports.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.mpmlab.reports.words.Clean;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Draws a chart as an inline {@code svg} element: text stays text, {@link Ink} markers become classes, ids get the
 * picture's own prefix (Batik gives definitions the same ids in every picture), and what only repeats defaults goes.
 */
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** Presentation attributes that say what a browser does anyway, or what the page's style sheet decides. */
    private static final Set<String> NOISE = Set.of(
            "clip-path",
            "font-family",
            "color-rendering",
            "color-interpolation",
            "text-rendering",
            "shape-rendering",
            "image-rendering",
            "stroke-miterlimit",
            "xml:space");

    private Svg() {}

    /**
     * @param width in CSS pixels
     * @param height in CSS pixels
     */
    static Picture draw(JFreeChart chart, String id, String title, String description, int width, int height) {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(1);
        context.setComment(null);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        // JFreeChart never sets these to what Batik takes for granted, so that every colour is written out.
        graphics.setPaint(new Color(253, 1, 0));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        Element root = graphics.getRoot();
        while (root.getAttributes().getLength() > 0) {
            root.removeAttributeNode((Attr) root.getAttributes().item(0));
        }
        dropClips(root);
        tidy(root, id);
        joinOutlines(root);
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        root.setAttribute("width", Integer.toString(width));
        root.setAttribute("height", Integer.toString(height));
        // Batik leaves out the size of text that has its default of 12.
        root.setAttribute("font-size", "12");
        root.setAttribute("class", "chart");
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", id + "-title");
        root.setAttribute("aria-describedby", id + "-desc");
        root.insertBefore(label(root, "desc", id + "-desc", description), root.getFirstChild());
        root.insertBefore(label(root, "title", id + "-title", title), root.getFirstChild());
        return new Picture(
                id,
                Clean.line(title),
                Clean.line(title),
                Clean.line(description),
                write(root),
                width > Theme.PANEL_WIDTH);
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's own XML parser is missing", impossible);
        }
    }

    private static Element label(Element root, String kind, String id, String text) {
        Element label = root.getOwnerDocument().createElementNS(NAMESPACE, kind);
        label.setAttribute("id", id);
        label.setTextContent(Clean.line(text));
        return label;
    }

    /** Every axis holds all that is drawn over it, so nothing is cut off; yet a clip would stand in every element. */
    private static void dropClips(Element root) {
        NodeList clips = root.getElementsByTagName("clipPath");
        while (clips.getLength() > 0) {
            clips.item(0).getParentNode().removeChild(clips.item(0));
        }
    }

    private static void tidy(Element element, String prefix) {
        NamedNodeMap attributes = element.getAttributes();
        List<Attr> all = new ArrayList<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            all.add((Attr) attributes.item(i));
        }
        List<String> classes = new ArrayList<>();
        for (Attr attribute : all) {
            String name = attribute.getName();
            String value = attribute.getValue();
            if (NOISE.contains(name)) {
                element.removeAttributeNode(attribute);
            } else if (name.equals("id")) {
                attribute.setValue(prefix + "-" + value);
            } else if (name.equals("fill") || name.equals("stroke")) {
                Ink.of(value).ifPresent(ink -> {
                    classes.add(name.charAt(0) + "-" + ink.word());
                    element.removeAttributeNode(attribute);
                });
            }
        }
        if (!classes.isEmpty()) {
            element.setAttribute("class", String.join(" ", classes));
        }
        for (Node child = element.getFirstChild(); child != null; child = next(element, child)) {
            if (child instanceof Element inner) {
                tidy(inner, prefix);
            } else if (child.getNodeType() == Node.TEXT_NODE) {
                child.setNodeValue(Clean.line(child.getNodeValue()));
            }
        }
    }

    /** JFreeChart fills a bar and then draws its outline; one element can be both. */
    private static void joinOutlines(Element root) {
        NodeList bars = root.getElementsByTagName("rect");
        Element filled = null;
        List<Element> joined = new ArrayList<>();
        for (int i = 0; i < bars.getLength(); i++) {
            Element bar = (Element) bars.item(i);
            if (filled != null && bar.getAttribute("fill").equals("none") && sameShape(filled, bar)) {
                String stroke = inkOf(bar, "s-");
                if (!stroke.isEmpty()) {
                    filled.removeAttribute("stroke");
                    filled.setAttribute("class", stroke);
                    filled.setAttribute("stroke-opacity", "1");
                    joined.add(bar);
                }
            }
            filled = bar.getAttribute("stroke").equals("none")
                            && bar.getAttribute("class").isEmpty()
                    ? bar
                    : null;
        }
        for (Element bar : joined) {
            Element group = (Element) bar.getParentNode();
            group.removeChild(bar);
            if (!group.hasChildNodes()) {
                group.getParentNode().removeChild(group);
            }
        }
    }

    private static boolean sameShape(Element one, Element other) {
        return Stream.of("x", "y", "width", "height")
                .allMatch(name -> one.getAttribute(name).equals(other.getAttribute(name)));
    }

    /** The class of an ink that an element has itself or from its group. */
    private static String inkOf(Element element, String prefix) {
        Element at = element;
        while (true) {
            for (String word : at.getAttribute("class").split(" ", -1)) {
                if (word.startsWith(prefix)) {
                    return word;
                }
            }
            if (!(at.getParentNode() instanceof Element parent)) {
                return "";
            }
            at = parent;
        }
    }

    /** The child after this one; this one goes when it is an empty group, of which Batik leaves many. */
    private static Node next(Element parent, Node child) {
        Node next = child.getNextSibling();
        if (child instanceof Element inner
                && !inner.hasChildNodes()
                && (inner.getTagName().equals("g") || inner.getTagName().equals("defs"))) {
            parent.removeChild(child);
        }
        return next;
    }

    private static String write(Element root) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (TransformerException impossible) {
            throw new IllegalStateException("a picture that cannot be written as XML", impossible);
        }
    }
}
