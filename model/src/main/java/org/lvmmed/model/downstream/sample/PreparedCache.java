package org.lvmmed.model.downstream.sample;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/** Remembers what was made of the first samples asked for, up to a number of bytes. */
public final class PreparedCache<T> {

  private static final long CAPACITY = 192L << 20;

  private final Map<Integer, T> kept = new HashMap<>();
  private final IntFunction<T> maker;
  private final ToLongFunction<T> bytes;
  private long used;

  public PreparedCache(IntFunction<T> maker, ToLongFunction<T> bytes) {
    this.maker = maker;
    this.bytes = bytes;
  }

  public T get(int index) {
    T known = kept.get(index);
    if (known != null) {
      return known;
    }
    T made = maker.apply(index);
    long size = bytes.applyAsLong(made);
    if (used + size <= CAPACITY) {
      used += size;
      kept.put(index, made);
    }
    return made;
  }
}
