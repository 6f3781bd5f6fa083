/**
 * Why a planned case has no result. A case that was under way when the process was killed may have reached the
 * target: nobody is left to tell.
 *
 * @param by what ended the run, such as SIGINT; undefined where nothing was left to say so
 */
export function cutShortReason(by: string | undefined, wasBegun = false): string {
  const cut = by === undefined ? "the run was cut short" : `run cut short by ${by}`;
  return wasBegun
    ? `${cut} while this case was under way: whether the target acted on its request is unknown`
    : `${cut} before this case`;
}
