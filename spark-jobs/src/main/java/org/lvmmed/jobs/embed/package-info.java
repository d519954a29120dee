/** Features of images for whoever works on with them. */
@NullMarked
package org.lvmmed.jobs.embed;

import org.jspecify.annotations.NullMarked;
