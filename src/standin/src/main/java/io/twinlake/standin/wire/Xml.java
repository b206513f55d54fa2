package io.twinlake.standin.wire;

import java.util.function.Consumer;

/** An XML element under construction. */
public final class Xml {
  private final String name;
  private final String attributes;
  private final StringBuilder content = new StringBuilder();

  public Xml(String name) {
    this(name, "");
  }

  private Xml(String name, String attributes) {
    this.name = name;
    this.attributes = attributes;
  }

  public static Xml root(String name, String namespace) {
    return new Xml(name, " xmlns=\"" + namespace + "\"");
  }

  public Xml text(String child, Object value) {
    content.append('<').append(child).append('>').append(escape(value.toString()));
    content.append("</").append(child).append('>');
    return this;
  }

  public Xml child(Xml element) {
    content.append(element);
    return this;
  }

  /** Appends one child per item. */
  public <T> Xml each(Iterable<? extends T> items, String child, BiFill<T> fill) {
    for (T item : items) {
      Xml element = new Xml(child);
      fill.fill(element, item);
      child(element);
    }
    return this;
  }

  /** Writes an item into its element. */
  public interface BiFill<T> {
    void fill(Xml element, T item);
  }

  public Xml with(Consumer<Xml> more) {
    more.accept(this);
    return this;
  }

  public String document() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + this;
  }

  @Override
  public String toString() {
    return "<" + name + attributes + ">" + content + "</" + name + ">";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
