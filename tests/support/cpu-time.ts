/**
 * Milliseconds of processor time that a piece of work takes, with what the other worker of the tests takes meanwhile: unlike
 * the clock on the wall it does not run on while the machine does something else.
 */
export function cpuMillis(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
