/** What settings ask of their values, in every module. */
@NullMarked
package org.lvmmed.rules;

import org.jspecify.annotations.NullMarked;
