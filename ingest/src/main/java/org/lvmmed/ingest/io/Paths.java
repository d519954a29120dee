package org.lvmmed.ingest.io;

import java.io.FileNotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Relative paths with '/' between their parts. */
public final class Paths {
  private Paths() {}

  /**
   * A path without '.' and '..'.
   *
   * @throws FileNotFoundException if it is absolute or leaves its root
   */
  public static String normalise(String path) throws FileNotFoundException {
    if (path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new FileNotFoundException("A path that is not relative");
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          throw new FileNotFoundException("A path that leaves its root");
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  /**
   * A file that another one names: relative to the folder which that one is in.
   *
   * @throws FileNotFoundException if it is absolute or leaves that folder
   */
  public static String beside(String path, String reference) throws FileNotFoundException {
    String inside = normalise(reference);
    String folder = folder(path);
    return folder.isEmpty() ? inside : folder + "/" + inside;
  }

  public static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
