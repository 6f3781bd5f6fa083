/** What is wrong in a file that somebody wrote: file, line, what is wrong, what a right one looks like. */
export class FileMistake extends Error {
  constructor(
    readonly file: string,
    readonly line: number | undefined,
    readonly problem: string,
  ) {
    super(line === undefined ? `${file}: ${problem}` : `${file}:${line}: ${problem}`);
    this.name = "FileMistake";
  }
}
