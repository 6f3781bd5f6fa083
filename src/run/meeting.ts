/** Milliseconds that one request waits for the others; where the rate keeps them further apart they go as they come. */
const LONGEST_WAIT_MS = 5000;

/**
 * Lets requests leave in the same moment: each waits, sealed and with its turn, until all of them have come. Without
 * that the run's own rate would keep them so far apart that no server could take one for the other.
 */
export function meetingOf(count: number): () => Promise<void> {
  let missing = count;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing--;
    if (missing <= 0) open();
    else setTimeout(open, LONGEST_WAIT_MS).unref();
    return opened;
  };
}
