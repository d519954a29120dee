package org.lvmmed.ingest.names;

import java.io.FileNotFoundException;
import java.util.List;
import java.util.Optional;
import org.lvmmed.ingest.io.Paths;

/** The names of an archive's entries, which anybody may have written. */
public final class EntryNames {
  private static final int LONGEST = 4096;

  private EntryNames() {}

  /**
   * The entry's path in the archive; nothing where the name leads out of it, is absolute or is no
   * name of a file.
   */
  public static Optional<String> path(String name) {
    boolean odd =
        name.length() > LONGEST
            || name.chars().anyMatch(Character::isISOControl)
            || name.matches("[A-Za-z]:.*");
    try {
      String path = odd ? "" : Paths.normalise(name);
      boolean climbs = List.of(name.split("/", -1)).contains("..");
      return path.isEmpty() || climbs ? Optional.empty() : Optional.of(path);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
