package org.lvmmed.ingest.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A patient's number in the draw of splits. It does not depend on the secret, so that everybody has
 * the same splits, and has too few bits to tell the patient.
 */
final class Draw {
  private Draw() {}

  static int of(String dataset, String patient) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(dataset.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      byte[] hash = sha.digest(patient.getBytes(StandardCharsets.UTF_8));
      return (hash[0] & 0xff) << 8 | hash[1] & 0xff;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
