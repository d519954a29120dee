package org.lvmmed.jobs.report;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Small JPEG pictures by image id, as data URIs. They are handed out until a page's share for
 * pictures is used up.
 */
final class Thumbnails {
  static final Thumbnails NONE = new Thumbnails(Map.of(), 0);

  private final Map<String, String> uris = new HashMap<>();
  private long left;

  /**
   * @param bytes of each picture
   * @param budget characters that pictures may take of the page
   */
  Thumbnails(Map<String, byte[]> bytes, long budget) {
    left = budget;
    bytes.forEach(
        (id, jpeg) ->
            uris.put(id, "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg)));
  }

  boolean isEmpty() {
    return uris.isEmpty();
  }

  /** The picture, unless it is not there or the page would become too large. */
  Optional<String> take(String id) {
    String uri = uris.get(id);
    if (uri == null || uri.length() > left) {
      return Optional.empty();
    }
    left -= uri.length();
    return Optional.of(uri);
  }

  /** Adds the picture or, in its place, an empty frame. */
  void show(Html html, String id, String description) {
    take(id)
        .ifPresentOrElse(
            uri -> html.leaf("img", "src", uri, "alt", description, "loading", "eager"),
            () -> html.element("span", "no picture", "class", "nopicture"));
  }
}
