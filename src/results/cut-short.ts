const UNDER_WAY = "while this case was under way";

/**
 * Why a planned case has no result. A case that was under way when the process was killed may have reached the
 * target: nobody is left to tell.
 *
 * @param by what ended the run, such as SIGINT; undefined where nothing was left to say so
 */
export function cutShortReason(by: string | undefined, wasBegun = false): string {
  const cut = by === undefined ? "the run was cut short" : `run cut short by ${by}`;
  return wasBegun
    ? `${cut} ${UNDER_WAY}: whether the target acted on its request is unknown`
    : `${cut} before this case`;
}

/** Whether a signal or the end of the process cut the run short, and not a target that fell silent. */
export function wasStopped(reason = ""): boolean {
  return /the run was cut short|cut short by SIG/.test(reason);
}

/** Whether the case had been begun, so that its request may have reached the target. */
export function wasUnderWay(reason: string): boolean {
  return reason.includes(UNDER_WAY);
}
