package org.lvmmed.ingest.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.dicom.DataSetReader.PixelElement;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Opens one file: file meta information, transfer syntax, data set, place of the pixel data. */
final class DicomFile {
  private static final int META_GROUP = 0x0002;
  private static final int HEAD_BYTES = 4096;
  private static final int ELEMENT_START = 6;

  private final Content file;
  private final ReadLimits limits;
  private final int maxFrames;

  DicomFile(Content file, ReadLimits limits) {
    this.file = file;
    this.limits = limits;
    this.maxFrames = (int) Math.min(limits.maxFrames(), Integer.MAX_VALUE / 8);
  }

  /** Reads the file once up to its pixels; a packed data set is opened anew behind its wrapping. */
  MedicalImage open() throws IOException, UnreadableImageException {
    try (DicomInput in = file.headerInput()) {
      if (isGzip(in.peek(2)) && !file.packed()) {
        return new DicomFile(file.gunzipped(limits.maxFileBytes()), limits).open();
      }
      TransferSyntax syntax = readMeta(in);
      syntax.requireReadable();
      return syntax.deflated() ? openDeflated(in.position(), syntax) : image(file, in, syntax);
    }
  }

  private static boolean isGzip(byte[] start) {
    return start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  private MedicalImage openDeflated(long offset, TransferSyntax syntax)
      throws IOException, UnreadableImageException {
    Content dataSet = file.inflated(offset, limits.maxFileBytes());
    try (DicomInput in = dataSet.headerInput()) {
      return image(dataSet, in, syntax);
    }
  }

  /** Reads the file meta information; {@code in} then stands at the data set. */
  private TransferSyntax readMeta(DicomInput in) throws IOException, UnreadableImageException {
    byte[] head = in.peek(HEAD_BYTES);
    if (!Signature.matches(head)) {
      throw new UnreadableImageException(
          Reason.UNKNOWN_FORMAT, "Not DICOM: neither its prefix nor a data set begins the file");
    }
    in.skip(Signature.prefixEnd(head));
    DataSet meta = new DataSet(false);
    new DataSetReader(in, true, maxFrames).readGroup(META_GROUP, meta);
    Optional<String> uid = meta.text(Tag.TRANSFER_SYNTAX_UID);
    return TransferSyntax.of(uid.isPresent() ? uid.get() : guess(in.peek(ELEMENT_START)));
  }

  /** What a data set without file meta information must be, by its first element. */
  private static String guess(byte[] start) {
    if (Signature.isBigEndian(start)) {
      return TransferSyntax.EXPLICIT_BE;
    }
    return isExplicit(start) ? TransferSyntax.EXPLICIT_LE : TransferSyntax.IMPLICIT_LE;
  }

  private static boolean isExplicit(byte[] start) {
    return start.length >= ELEMENT_START && Vr.of(new byte[] {start[4], start[5]}) != Vr.NONE;
  }

  private MedicalImage image(Content content, DicomInput in, TransferSyntax syntax)
      throws IOException, UnreadableImageException {
    in.bigEndian(syntax.bigEndian());
    DataSet set = new DataSet(syntax.bigEndian());
    // Writers exist that name one of the uncompressed syntaxes and follow another.
    boolean explicit = isExplicit(in.peek(ELEMENT_START));
    PixelElement element = new DataSetReader(in, explicit, maxFrames).readToPixelData(set);
    if (element == null || element.length() == 0) {
      throw new UnreadableImageException(
          Reason.NO_IMAGE, "No image: the data set holds no pixel data");
    }
    PixelModule module = PixelModule.of(set, element.tag(), limits);
    requireFragmentsIfEncapsulated(syntax, element);
    in.limit(content.length());
    PixelData pixels =
        element.isFragments()
            ? fragments(in, set, syntax, module)
            : NativePixelData.of(module, element, content.length() - element.offset(), limits);
    return new DicomImage(content, set, syntax, pixels);
  }

  private static void requireFragmentsIfEncapsulated(TransferSyntax syntax, PixelElement element)
      throws UnreadableImageException {
    if (syntax.isEncapsulated() != element.isFragments()) {
      throw Faults.corrupt(
          "Invalid pixel data: "
              + (element.isFragments() ? "fragments" : "no fragments")
              + " with transfer syntax "
              + syntax.uid());
    }
  }

  private PixelData fragments(DicomInput in, DataSet set, TransferSyntax syntax, PixelModule module)
      throws IOException, UnreadableImageException {
    FragmentIndex index = FragmentIndex.read(in, maxFrames);
    return EncapsulatedPixelData.of(
        module, syntax.pixels(), index.frames(module.frames(), extendedOffsets(set)), limits);
  }

  private static List<Long> extendedOffsets(DataSet set) {
    ByteBuffer table = set.binary(Tag.EXTENDED_OFFSET_TABLE);
    List<Long> offsets = new ArrayList<>();
    while (table.remaining() >= Long.BYTES) {
      offsets.add(table.getLong());
    }
    return offsets;
  }
}
