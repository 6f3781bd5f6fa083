import type { JudgedExchange } from "./model.ts";

/** Whether the answer is to be read as a success: one was expected or none was ruled out, and the status says so. */
export function isSuccessAnswer({ expected, response }: JudgedExchange): boolean {
  return (expected.status ?? 200) === 200 && response.status === 200;
}
