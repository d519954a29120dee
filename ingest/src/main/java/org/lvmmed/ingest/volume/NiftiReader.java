package org.lvmmed.ingest.volume;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Bytes;
import org.lvmmed.ingest.io.Source;

/**
 * NIfTI-1, NIfTI-2 and the Analyze 7.5 files that they grew from: one file or a pair of header and
 * image, plain or gzip, either byte order, up to seven dimensions. The last spatial axis gives the
 * slices.
 */
public final class NiftiReader implements FormatReader {
  private static final int LONGEST_HEADER = 540;

  @Override
  public String format() {
    return "nifti";
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    return NiftiHeader.byteOrder(head) != null || NiftiPair.isImageName(name);
  }

  @Override
  public MedicalImage open(Source source, ReadLimits limits)
      throws IOException, UnreadableImageException {
    byte[] head = Bytes.head(source, LONGEST_HEADER);
    if (NiftiHeader.byteOrder(head) == null) {
      Source header = NiftiPair.headerOf(source);
      MedicalImage image = openHeader(header, Bytes.head(header, LONGEST_HEADER), limits);
      return new RenamedVolume(image, List.of(header.path()));
    }
    return openHeader(source, head, limits);
  }

  private static MedicalImage openHeader(Source source, byte[] head, ReadLimits limits)
      throws IOException, UnreadableImageException {
    ByteOrder order = NiftiHeader.byteOrder(head);
    if (order == null) {
      throw new UnreadableImageException(Reason.CORRUPT, "The file's header is not NIfTI's");
    }
    NiftiHeader header = NiftiHeader.parse(ByteBuffer.wrap(head).order(order));
    Source values = header.paired() ? NiftiPair.imageOf(source) : source;
    header.check(limits);
    requireLength(header, values);
    List<String> companions = header.paired() ? List.of(values.path()) : List.of();
    return new RawVolume(
        header.toImageHeader(),
        order == ByteOrder.BIG_ENDIAN,
        () -> at(values, header.offset()),
        companions);
  }

  /** A plain file's length is known before anything is allocated. */
  private static void requireLength(NiftiHeader header, Source values)
      throws IOException, UnreadableImageException {
    boolean gzip;
    try (InputStream in = values.open()) {
      gzip = in.read() == 0x1f && in.read() == 0x8b;
    }
    long needed = header.offset() + header.dataBytes();
    if (!gzip && values.size() < needed) {
      throw new UnreadableImageException(
          Reason.TRUNCATED,
          "The header announces " + needed + " bytes and the file has " + values.size());
    }
  }

  private static InputStream at(Source source, long offset)
      throws IOException, UnreadableImageException {
    InputStream in = Bytes.decompressed(source);
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw new UnreadableImageException(
          Reason.TRUNCATED, "The file ends before its data begin", e);
    }
  }
}
