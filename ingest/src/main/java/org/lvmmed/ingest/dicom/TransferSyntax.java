package org.lvmmed.ingest.dicom;

import java.util.Map;
import java.util.TreeMap;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * How a data set and its pixels are encoded (PS3.5 section 10).
 *
 * @param name of those that are known but not read: for the message
 */
record TransferSyntax(
    String uid, boolean explicit, boolean bigEndian, boolean deflated, Pixels pixels, String name) {

  static final String IMPLICIT_LE = "1.2.840.10008.1.2";
  static final String EXPLICIT_LE = "1.2.840.10008.1.2.1";
  static final String EXPLICIT_BE = "1.2.840.10008.1.2.2";

  private static final String DICOM_ROOT = "1.2.840.10008.";
  private static final Map<String, TransferSyntax> KNOWN = new TreeMap<>();

  /** How the pixel data is encoded. */
  enum Pixels {
    NATIVE,
    ENCAPSULATED_NATIVE,
    DEFLATED_FRAMES,
    RLE,
    /** The JPEG family, JPEG-LS and JPEG 2000 tell themselves apart by their first bytes. */
    JPEG,
    UNSUPPORTED
  }

  static {
    add(new TransferSyntax(IMPLICIT_LE, false, false, false, Pixels.NATIVE, ""));
    add(new TransferSyntax(EXPLICIT_LE, true, false, false, Pixels.NATIVE, ""));
    add(new TransferSyntax(EXPLICIT_BE, true, true, false, Pixels.NATIVE, ""));
    add(new TransferSyntax("1.2.840.10008.1.2.1.99", true, false, true, Pixels.NATIVE, ""));
    encapsulated("1.2.840.10008.1.2.1.98", Pixels.ENCAPSULATED_NATIVE, "");
    encapsulated("1.2.840.10008.1.2.5", Pixels.RLE, "");
    encapsulated("1.2.840.10008.1.2.8.1", Pixels.DEFLATED_FRAMES, "");
    for (int jpeg : new int[] {50, 51, 53, 55, 57, 70, 80, 81, 90, 91, 92, 93, 201, 202, 203}) {
      encapsulated("1.2.840.10008.1.2.4." + jpeg, Pixels.JPEG, "");
    }
    addUnsupported();
  }

  private static void addUnsupported() {
    for (int retired : new int[] {52, 54, 56, 58, 59, 60, 61, 62, 63, 64, 65, 66}) {
      unsupported("4." + retired, "retired arithmetic or hierarchical JPEG");
    }
    unsupported("4.94", "JPIP, pixels kept on a server");
    unsupported("4.95", "JPIP, pixels kept on a server");
    unsupported("4.204", "JPIP, pixels kept on a server");
    unsupported("4.205", "JPIP, pixels kept on a server");
    for (int video = 100; video <= 108; video++) {
      unsupported("4." + video, "MPEG or HEVC video");
    }
    for (int xl = 110; xl <= 112; xl++) {
      unsupported("4." + xl, "JPEG XL");
    }
    unsupported("6.1", "RFC 2557 MIME encapsulation");
    unsupported("6.2", "XML encoding");
  }

  private static void encapsulated(String uid, Pixels pixels, String name) {
    add(new TransferSyntax(uid, true, false, false, pixels, name));
  }

  private static void unsupported(String tail, String name) {
    encapsulated(IMPLICIT_LE + "." + tail, Pixels.UNSUPPORTED, name);
  }

  private static void add(TransferSyntax syntax) {
    KNOWN.put(syntax.uid, syntax);
  }

  static TransferSyntax of(String uid) throws UnreadableImageException {
    TransferSyntax known = KNOWN.get(uid);
    if (known == null) {
      throw Faults.unsupported(
          "Unknown transfer syntax "
              + (uid.startsWith(DICOM_ROOT) && uid.matches("[0-9.]{1,64}") ? uid : "(private)")
              + "; convert the file to one of DICOM PS3.5");
    }
    return known;
  }

  /** Refuses the syntaxes whose pixels no codec here decodes. */
  void requireReadable() throws UnreadableImageException {
    if (pixels == Pixels.UNSUPPORTED) {
      throw Faults.unsupported(
          "Transfer syntax " + uid + " (" + name + ") is not read; convert the file");
    }
  }

  boolean isEncapsulated() {
    return pixels != Pixels.NATIVE;
  }
}
