import { cutShortReason } from "../results/cut-short.ts";

/** Thrown where a case would go on although the run is to end; nothing was sent for it, or nothing more. */
export class RunCutShort extends Error {
  constructor(readonly by: string) {
    super(cutShortReason(by));
    this.name = "RunCutShort";
  }
}
