package org.lvmmed.ingest.identity;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.Arrays;

/** The key of all identifiers. It prints as nothing. */
public final class Secret implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHORTEST = 16;

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key;
  }

  /**
   * A secret of at least 16 bytes.
   *
   * @throws IllegalArgumentException if it is shorter
   */
  public static Secret of(byte[] key) {
    if (key.length < SHORTEST) {
      throw new IllegalArgumentException(
          "Invalid secret: " + key.length + " bytes, at least " + SHORTEST + " are needed");
    }
    return new Secret(key.clone());
  }

  /** A new one, for identifiers that nobody will look up. */
  public static Secret random() {
    byte[] key = new byte[2 * SHORTEST];
    new SecureRandom().nextBytes(key);
    return new Secret(key);
  }

  byte[] key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && Arrays.equals(key, secret.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
