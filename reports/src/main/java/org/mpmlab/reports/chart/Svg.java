package org.mpmlab.reports.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * picture's own prefix (Batik gives clip paths the same ids in every picture), and what only repeats defaults goes.
 */
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** Presentation attributes that say what a browser does anyway, or what the page's style sheet decides. */
    private static final Set<String> NOISE = Set.of(
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
        dropClips(root, width, height);
        tidy(root, id);
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

    /** Clips to the whole canvas, which do nothing and yet stand in every element. */
    private static void dropClips(Element root, int width, int height) {
        String canvas = "M0 0 L" + width + " 0 L" + width + " " + height + " L0 " + height + " L0 0 Z";
        Set<String> idle = new HashSet<>();
        NodeList clips = root.getElementsByTagName("clipPath");
        for (int i = clips.getLength() - 1; i >= 0; i--) {
            Element clip = (Element) clips.item(i);
            if (((Element) clip.getFirstChild()).getAttribute("d").equals(canvas)) {
                idle.add("url(#" + clip.getAttribute("id") + ")");
                clip.getParentNode().removeChild(clip);
            }
        }
        NodeList all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (idle.contains(element.getAttribute("clip-path"))) {
                element.removeAttribute("clip-path");
            }
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
                attribute.setValue(prefix + "-" + shorter(value));
            } else if (name.equals("fill") || name.equals("stroke")) {
                Ink.of(value).ifPresent(ink -> {
                    classes.add(name.charAt(0) + "-" + ink.word());
                    element.removeAttributeNode(attribute);
                });
            } else if (value.startsWith("url(#")) {
                attribute.setValue("url(#" + prefix + "-" + shorter(value.substring(5)));
            }
        }
        if (!classes.isEmpty()) {
            element.setAttribute("class", String.join(" ", classes));
        }
        if (classes.equals(List.of("s-grid"))) {
            // Lines of the grid end at the plot's edges, and there are many of them.
            element.removeAttribute("clip-path");
        }
        for (Node child = element.getFirstChild(); child != null; child = next(element, child)) {
            if (child instanceof Element inner) {
                tidy(inner, prefix);
            } else if (child.getNodeType() == Node.TEXT_NODE) {
                child.setNodeValue(Clean.line(child.getNodeValue()));
            }
        }
    }

    /** Ids stand in hundreds of elements. */
    private static String shorter(String id) {
        return id.replace("clipPath", "c");
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
