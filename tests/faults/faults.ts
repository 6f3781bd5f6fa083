import { ANSWER_FAULTS } from "./answer-faults.ts";
import { CONNECTION_FAULTS } from "./connection-faults.ts";
import type { Fault } from "./fault.ts";
import { FRAMING_FAULTS } from "./framing-faults.ts";

/** Every fault that the fault server plays, with the outcome that a client should come to. */
export const FAULTS: readonly Fault[] = [...CONNECTION_FAULTS, ...FRAMING_FAULTS, ...ANSWER_FAULTS];
