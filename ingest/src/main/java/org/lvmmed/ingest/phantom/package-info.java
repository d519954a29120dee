/**
 * Generated pictures that stand in for medical images where none may be shipped: anatomy made of
 * simple shapes, acquired by a rough model of each modality.
 */
@NullMarked
package org.lvmmed.ingest.phantom;

import org.jspecify.annotations.NullMarked;
