/**
 * Decoders of single compressed frames: RLE, JPEG (baseline to lossless), JPEG-LS, JPEG 2000. They
 * know the codestreams and nothing of the files that hold them.
 */
@NullMarked
package org.lvmmed.ingest.codec;

import org.jspecify.annotations.NullMarked;
