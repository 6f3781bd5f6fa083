/** Thrown where a request must not be sent; the case is not exercised for this reason, and the target saw nothing. */
export class Withheld extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = "Withheld";
  }
}
