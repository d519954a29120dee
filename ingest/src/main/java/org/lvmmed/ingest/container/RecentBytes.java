package org.lvmmed.ingest.container;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries that were read last, as many as so many bytes hold. Not safe for several threads. */
final class RecentBytes {
  private final long most;
  private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long sum;

  RecentBytes(long most) {
    this.most = most;
  }

  byte @Nullable [] get(String entry) {
    return kept.get(entry);
  }

  void put(String entry, byte[] content) {
    byte[] before = kept.put(entry, content);
    sum += content.length - (before == null ? 0 : before.length);
    Iterator<byte[]> eldest = kept.values().iterator();
    while (sum > most && eldest.hasNext()) {
      sum -= eldest.next().length;
      eldest.remove();
    }
  }
}
