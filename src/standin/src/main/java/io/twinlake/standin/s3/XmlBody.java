package io.twinlake.standin.s3;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An element of a request's XML body. */
record XmlBody(Element element) {
  /**
   * @throws io.twinlake.standin.wire.AwsError MalformedXML, also when the root has another name
   */
  static XmlBody parse(String xml, String root) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      Element element =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getDocumentElement();
      if (!element.getLocalName().equals(root)) {
        throw S3Errors.malformedXml();
      }
      return new XmlBody(element);
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    } catch (SAXException e) {
      throw S3Errors.malformedXml();
    }
  }

  List<XmlBody> children(String name) {
    List<XmlBody> found = new ArrayList<>();
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element child && child.getLocalName().equals(name)) {
        found.add(new XmlBody(child));
      }
    }
    return found;
  }

  Optional<String> text(String name) {
    return children(name).stream().findFirst().map(child -> child.element.getTextContent());
  }

  String requiredText(String name) {
    return text(name).orElseThrow(S3Errors::malformedXml);
  }
}
