package org.lvmmed.ingest.container;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Unusable;
import org.lvmmed.ingest.names.EntryNames;

/**
 * The entries of an archive by their paths, in its order, with where each lies. What may not be
 * followed is refused by itself: names that lead out of the archive, links, and names that stand
 * for two contents.
 *
 * @param <P> where an entry lies
 */
final class EntryList<P> {
  private final ContainerLimits limits;
  private final Map<String, P> places = new LinkedHashMap<>();
  private final List<Unusable> refused = new ArrayList<>();
  private final Map<String, Boolean> twice = new LinkedHashMap<>();
  private long count;

  EntryList(ContainerLimits limits) {
    this.limits = limits;
  }

  /** Takes a file in; the path that it is read by, or nothing where its name is refused. */
  Optional<String> add(String name, P place) throws UnreadableImageException {
    limits.checkEntries(++count);
    Optional<String> path = EntryNames.path(name);
    if (path.isEmpty()) {
      refused.add(
          new Unusable(
              name,
              Reason.BAD_REFERENCE,
              "An entry of an archive whose name leads out of it, or is no name"));
      return path;
    }
    if (twice.containsKey(path.get()) || places.containsKey(path.get())) {
      repeated(path.get());
      return Optional.empty();
    }
    places.put(path.get(), place);
    return path;
  }

  private void repeated(String path) {
    String why = "An archive has two entries of one name, and nothing tells which is meant";
    if (places.remove(path) != null) {
      refused.add(new Unusable(path, Reason.CORRUPT, why));
    }
    twice.put(path, true);
    refused.add(new Unusable(path, Reason.CORRUPT, why));
  }

  void refuse(String name, Reason reason, String message) throws UnreadableImageException {
    limits.checkEntries(++count);
    refused.add(new Unusable(name, reason, message));
  }

  void refuseLink(String name) throws UnreadableImageException {
    refuse(name, Reason.BAD_REFERENCE, "A link, pipe or device in an archive is not followed");
  }

  boolean has(String path) {
    return places.containsKey(path);
  }

  /** Where an entry lies. */
  P place(String path) throws FileNotFoundException {
    P place = places.get(path);
    if (place == null) {
      throw new FileNotFoundException("The archive has no such entry");
    }
    return place;
  }

  Map<String, P> places() {
    return places;
  }

  List<Unusable> refused() {
    return List.copyOf(refused);
  }
}
