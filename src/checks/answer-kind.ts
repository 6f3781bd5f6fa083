import type { JudgedExchange } from "./model.ts";

/** Whether the answer is to be read as the success of the case: one was expected, and the status says so. */
export function isSuccessAnswer({ expected, response }: JudgedExchange): boolean {
  return expected.status === 200 && response.status === 200;
}
