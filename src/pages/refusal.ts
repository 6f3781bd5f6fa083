/** Why a file is not read as a page at all: one sentence with the file's name; nothing is written then. */
export class PageRefused extends Error {
  constructor(
    readonly file: string,
    readonly problem: string,
  ) {
    super(`${file} ${problem}`);
    this.name = "PageRefused";
  }
}
