package org.lvmmed.ingest.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The opaque identifiers of the corpus: HMAC-SHA-256 (RFC 2104) of what they stand for, cut to 128
 * bits, in hexadecimal. Not safe for use by several threads.
 */
public final class Identity {
  private static final int BYTES = 16;

  private final Mac mac;

  public Identity(Secret secret) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.key(), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
    }
  }

  /** Of a frame or slice of a file. */
  public String image(String dataset, String path, int frame) {
    return keyed("image", dataset, path, Integer.toString(frame));
  }

  /** Of a file, for quarantine and progress. */
  public String file(String dataset, String path) {
    return keyed("file", dataset, path);
  }

  /** Of a patient, known by a name or number of the dataset. */
  public String patient(String dataset, String patient) {
    return keyed("patient", dataset, patient);
  }

  /** Of a patient of whom nothing is known but one file. */
  public String patientOfFile(String dataset, String path) {
    return keyed("patient-of-file", dataset, path);
  }

  /** Of a series of images, known by its identifier or by the file that holds it. */
  public String series(String dataset, String series) {
    return keyed("series", dataset, series);
  }

  private String keyed(String kind, String... parts) {
    add(kind);
    for (String part : parts) {
      add(part);
    }
    return HexFormat.of().formatHex(mac.doFinal(), 0, BYTES);
  }

  /** A length before each part, so that no two lists of parts run together. */
  private void add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    mac.update(bytes);
  }
}
