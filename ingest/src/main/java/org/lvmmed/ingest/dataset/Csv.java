package org.lvmmed.ingest.dataset;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values by RFC 4180: quotes, doubled quotes, line ends inside quotes. */
final class Csv {
  private static final char MARK = '\uFEFF';

  private final String text;
  private int at;
  private int line = 1;

  private Csv(String text) {
    this.text = !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  /** A record and the number of the line that it starts on. */
  record Line(int number, List<String> cells) {}

  /** All records but the empty ones. */
  static List<Line> parse(String text) {
    Csv csv = new Csv(text);
    List<Line> lines = new ArrayList<>();
    while (csv.at < csv.text.length()) {
      int number = csv.line;
      List<String> cells = csv.record();
      if (cells.size() > 1 || !cells.get(0).isBlank()) {
        lines.add(new Line(number, cells));
      }
    }
    return lines;
  }

  private List<String> record() {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell());
      if (at >= text.length()) {
        return cells;
      }
      char end = text.charAt(at++);
      if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      if (end != ',') {
        line++;
        return cells;
      }
    }
  }

  private String cell() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int from = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).trim();
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\n') {
        line++;
      }
      if (c != '"') {
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else {
        break;
      }
    }
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return cell.toString();
  }
}
