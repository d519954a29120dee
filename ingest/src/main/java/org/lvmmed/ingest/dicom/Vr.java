package org.lvmmed.ingest.dicom;

/** Value representations, as far as they differ in how an element is encoded (PS3.5, 7.1.2). */
enum Vr {
  /** Two letters that name none of the long ones: a 16-bit length. */
  SHORT,
  OB,
  OW,
  OD,
  OF,
  OL,
  OV,
  SQ,
  SV,
  UC,
  UN,
  UR,
  UT,
  UV,
  /** No letters: the element is encoded implicitly. */
  NONE;

  static Vr of(byte[] letters) {
    if (letters.length < 2 || !isLetter(letters[0]) || !isLetter(letters[1])) {
      return NONE;
    }
    for (Vr vr : values()) {
      if (vr.name().length() == 2
          && vr.name().charAt(0) == letters[0]
          && vr.name().charAt(1) == letters[1]) {
        return vr;
      }
    }
    return SHORT;
  }

  boolean hasLongLength() {
    return this != SHORT && this != NONE;
  }

  /** Whether an undefined length means fragments rather than items. */
  boolean isBinary() {
    return this == OB || this == OW;
  }

  private static boolean isLetter(byte b) {
    return b >= 'A' && b <= 'Z';
  }
}
