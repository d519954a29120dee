/** Encoders as files: safetensors, ONNX, Deeplearning4j zip, model card; and back. */
@NullMarked
package org.lvmmed.model.export;

import org.jspecify.annotations.NullMarked;
