// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A pom as it is written, nothing inherited. */
final class Pom {
    private final Element project;

    Pom(Path folder) {
        try {
            this.project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (Exception unreadable) {
            throw new AssertionError("cannot read " + Checkout.show(folder.resolve("pom.xml")), unreadable);
        }
    }

    boolean hasParent() {
        return childrenOf(project, "parent").findAny().isPresent();
    }

    String artifactId() {
        return textOf(project, "artifactId").orElseThrow();
    }

    /** As it is written here; a module that has it from its parent has none. */
    Optional<String> version() {
        return textOf(project, "version");
    }

    Stream<Element> dependencies() {
        return dependenciesIn(project);
    }

    Stream<Element> managedDependencies() {
        return childrenOf(project, "dependencyManagement").flatMap(Pom::dependenciesIn);
    }

    /** The text of a child element. */
    static Optional<String> textOf(Element parent, String name) {
        return childrenOf(parent, name).map(Node::getTextContent).findFirst();
    }

    private static Stream<Element> dependenciesIn(Element parent) {
        return childrenOf(parent, "dependencies").flatMap(list -> childrenOf(list, "dependency"));
    }

    private static Stream<Element> childrenOf(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast);
    }
}
