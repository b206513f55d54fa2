/** The CDK app: what contexts ask for, the two stacks, and the least the job's role needs. */
@NullMarked
package io.twinlake.infra;

import org.jspecify.annotations.NullMarked;
