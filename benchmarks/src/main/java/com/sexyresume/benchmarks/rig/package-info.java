/** What contenders run on: a cluster, application processes, and the load that is put on them. */
@NullMarked
package com.sexyresume.benchmarks.rig;

import org.jspecify.annotations.NullMarked;
