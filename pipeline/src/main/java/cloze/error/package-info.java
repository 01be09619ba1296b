/** The faults a user can mend, each with its exit code: 2 configuration, 3 input or contract, 4 artifact, 5 divergence, 1 a run that outgrew its memory limit. */
package cloze.error;
