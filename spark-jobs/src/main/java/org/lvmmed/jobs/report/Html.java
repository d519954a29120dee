package org.lvmmed.jobs.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Builds well-formed markup: every tag is closed, every text escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens a tag; attributes are names and values in turn. */
  Html open(String tag, String... attributes) {
    tag(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Around what is wider than a phone; the keyboard reaches it, so that arrows scroll it. */
  Html openScroll(String what) {
    return open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", what);
  }

  /** Closes the tag that was opened last. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** A tag around a text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** A tag without content. */
  Html leaf(String tag, String... attributes) {
    tag(tag, attributes);
    out.append("/>");
    return this;
  }

  Html add(Html other) {
    out.append(other);
    return this;
  }

  /** Adds what is known to need no escaping: style sheets. */
  Html trusted(String markup) {
    out.append(markup);
    return this;
  }

  Html row(String cell, Iterable<String> texts) {
    open("tr");
    texts.forEach(text -> element(cell, text));
    return close();
  }

  private void tag(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
  }

  /**
   * The markup so far.
   *
   * @throws IllegalStateException if a tag is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Unclosed tag: " + open.peek());
    }
    return out.toString();
  }
}
