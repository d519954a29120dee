@NullMarked
package org.lvmmed.model;

import org.jspecify.annotations.NullMarked;
