/** A report that could not be made or written: the suite broke, whatever the server did. */
export class ReportFault extends Error {
  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
    this.name = "ReportFault";
  }
}
