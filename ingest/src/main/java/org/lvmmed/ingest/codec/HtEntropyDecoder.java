package org.lvmmed.ingest.codec;

import jj2000.j2k.entropy.decoder.CodedCBlkDataSrcDec;
import jj2000.j2k.entropy.decoder.DecLyrdCBlk;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.DataBlk;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.wavelet.synthesis.SubbandSyn;

/** The stage of JJ2000's pipeline that decodes code blocks, for those of HTJ2K. */
final class HtEntropyDecoder extends EntropyDecoder {
  private DecLyrdCBlk coded = new DecLyrdCBlk();

  HtEntropyDecoder(CodedCBlkDataSrcDec source) {
    super(source);
  }

  /** A code block has more passes than the cleanup pass. */
  static final class RefinedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public DataBlk getCodeBlock(int component, int m, int n, SubbandSyn band, DataBlk block) {
    coded = src.getCodeBlock(component, m, n, band, 1, -1, coded);
    if (coded.nTrunc > 1) {
      throw new RefinedException();
    }
    DataBlkInt out = new DataBlkInt(coded.ulx, coded.uly, coded.w, coded.h);
    if (coded.nTrunc == 1 && coded.dl > 0) {
      out.data = HtBlockDecoder.decode(coded.data, coded.dl, coded.w, coded.h, coded.skipMSBP);
    }
    return out;
  }

  @Override
  public DataBlk getInternCodeBlock(int component, int m, int n, SubbandSyn band, DataBlk block) {
    return getCodeBlock(component, m, n, band, block);
  }
}
