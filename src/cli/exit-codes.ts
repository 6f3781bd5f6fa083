/** A mistake in settings, files or the command line; nothing was sent. */
export const MISTAKE = 2;
/** The target gave no answer at all. */
export const UNREACHABLE = 3;
/** The suite itself broke. */
export const BROKEN = 5;

export const EXIT_CODE_HELP = `Exit codes:
  0  conformant
  1  non-conformant, or what the pages say is refused was carried out under KONAPLATE_ALLOW=refusals
  2  a mistake in settings, files or the command line; nothing was sent
  3  the target gave no answer at all
  4  incomplete: nothing failed, yet the evidence does not suffice
  5  the suite itself broke`;
