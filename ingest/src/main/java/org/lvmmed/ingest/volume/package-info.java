/** Arrays in three and more dimensions: NIfTI, MetaImage, NRRD and HDF5. */
@NullMarked
package org.lvmmed.ingest.volume;

import org.jspecify.annotations.NullMarked;
