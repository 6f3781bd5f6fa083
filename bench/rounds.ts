import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../src/exact/project-root.ts";
import { measure, type Program, type TellStub } from "./measure.ts";
import type { Contestant, ScaleSeries, Sealing, Series, StubKeys, Taken, Task } from "./model.ts";
import { OWN_OPERATIONS, type WrittenScenarios, writeOperations, writeScenarios } from "./scenarios.ts";
import type { StubMessage } from "./stub.ts";

/** Requests in flight, of everybody who can have several. */
const CONCURRENCY = 8;
/** What is measured is what was built, wherever this file runs from. */
const BUILT = join(PROJECT_ROOT, "dist");
const KONAPLATE = join(BUILT, "src/cli/konaplate.js");

export interface RoundsInput {
  readonly form: Sealing;
  readonly cases: number;
  readonly rounds: number;
  /** A folder of its own. */
  readonly folder: string;
  /** Where the peers were installed; absent: bare loop and suite alone. */
  readonly peers?: string;
  readonly tell: (line: string) => void;
}

/**
 * Lets everybody run the same scenarios against one stub, in turns: in each round each once, beginning with another one.
 * Throws where somebody did not see every scenario as documented.
 */
export async function measureRounds(input: RoundsInput): Promise<Series[]> {
  const { form, cases, rounds, folder, peers, tell } = input;
  mkdirSync(folder, { recursive: true });
  const written = writeScenarios(cases, form, folder);
  const stub = await startStub(written.contract);
  try {
    const programs = programsOf(written, stub.settings, folder, form === "plain" ? peers : undefined, peers);
    const taken = new Map<Contestant, Taken[]>(programs.map(([contestant]) => [contestant, []]));
    for (let round = 0; round < rounds; round++) {
      for (const [contestant, program] of rotated(programs, round)) {
        const ended = await measure(program, folder, stub.tell);
        if (ended.code !== 0)
          throw new Error(`${contestant} ended with ${ended.code}: ${ended.output.slice(-2000)}`);
        taken.get(contestant)?.push(ended.taken);
        const { wall, processor } = ended.taken;
        tell(
          `${form}, ${cases} scenarios, round ${round + 1}: ${contestant} ${wall.toFixed(2)} s, ${processor.toFixed(2)} s of processor time`,
        );
      }
    }
    return programs.map(([contestant]) => ({
      contestant,
      form,
      cases,
      rounds: taken.get(contestant) ?? [],
    }));
  } finally {
    stub.process.disconnect();
  }
}

/** The same in another order, so that nobody always comes after the same one. */
export function rotated<Each>(all: readonly Each[], by: number): Each[] {
  const from = all.length === 0 ? 0 : by % all.length;
  return [...all.slice(from), ...all.slice(0, from)];
}

interface Stub {
  readonly process: ChildProcess;
  readonly settings: Readonly<Record<string, string>>;
  readonly tell: TellStub;
}

async function startStub(contract: string): Promise<Stub> {
  const child = fork(join(BUILT, "bench/stub.js"), [contract]);
  const next = (): Promise<StubMessage> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the stub ended with ${code}`));
      child.once("exit", ended);
      child.once("message", (message) => {
        child.off("exit", ended);
        resolve(message as StubMessage);
      });
    });
  const ready = await next();
  if (!("settings" in ready)) throw new Error("the stub did not tell its settings");
  const tell: TellStub = async () => {
    const told = next();
    child.send("tell");
    const seen = await told;
    return "settings" in seen ? { first: undefined, last: undefined } : seen;
  };
  return { process: child, settings: ready.settings, tell };
}

function programsOf(
  written: WrittenScenarios,
  settings: Readonly<Record<string, string>>,
  folder: string,
  peers: string | undefined,
  libraries: string | undefined,
): readonly (readonly [Contestant, Program])[] {
  const task = join(folder, "task.json");
  writeFileSync(task, JSON.stringify(taskOf(written, settings)));
  const own = (name: string, from = ""): Program => ({
    args: [join(BUILT, "bench/programs", `${name}.js`), task, from],
    env: {},
    cwd: folder,
  });
  return [
    ["bare loop", own("bare-loop", libraries)],
    ...(peers === undefined
      ? []
      : ([
          ["pactum", own("pactum", peers)],
          ["newman", own("newman", peers)],
        ] as const)),
    ["suite", suiteProgram(written, settings, folder)],
  ];
}

function suiteProgram(
  { contract, cases, testData }: WrittenScenarios,
  settings: Readonly<Record<string, string>>,
  folder: string,
): Program {
  const chosen = ["--only", "made-*/*", "--kind", "documented"];
  return {
    args: [KONAPLATE, "run", "--contract", contract, "--cases", cases, ...chosen],
    env: {
      ...settings,
      KONAPLATE_TEST_DATA: testData,
      KONAPLATE_MAX_RPS: "10000",
      KONAPLATE_CONCURRENCY: String(CONCURRENCY),
      KONAPLATE_REPORT_DIR: join(folder, "reports"),
    },
    cwd: folder,
  };
}

function taskOf({ scenarios }: WrittenScenarios, settings: Readonly<Record<string, string>>): Task {
  const given = (name: string): string => {
    const value = settings[`KONAPLATE_${name}`];
    if (value === undefined) throw new Error(`the stub told no ${name}`);
    return value;
  };
  const credentials: StubKeys = {
    aspId: given("ASP_ID"),
    accessKey: given("ACCESS_KEY"),
    secretKey: given("SECRET_KEY"),
    cryptoKeyId: given("CRYPTO_KEY_ID"),
    serverPublicKey: given("SERVER_PUBLIC_KEY"),
    clientPrivateKey: given("CLIENT_PRIVATE_KEY"),
  };
  return { baseUrl: given("BASE_URL"), credentials, concurrency: CONCURRENCY, scenarios };
}

/** The whole suite, with every kind of case, over its own operations and made-up ones beside them. */
export async function measureScale(
  operations: number,
  rounds: number,
  folder: string,
  tell: (line: string) => void,
): Promise<ScaleSeries> {
  mkdirSync(folder, { recursive: true });
  const made = operations > OWN_OPERATIONS ? writeOperations(operations - OWN_OPERATIONS, folder) : undefined;
  const further = made ? ["--contract", made.contract, "--cases", made.cases] : [];
  const reports = join(folder, "reports");
  const program: Program = {
    args: [KONAPLATE, "run", ...further],
    env: { KONAPLATE_REPORT_DIR: reports },
    cwd: folder,
  };
  const taken: Taken[] = [];
  let [cases, terminal] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const ended = await measure(program, folder);
    cases = Number(/not exercised of (\d+)/.exec(ended.output)?.[1] ?? Number.NaN);
    if (ended.code !== 0 || Number.isNaN(cases))
      throw new Error(
        `the run of ${operations} operations ended with ${ended.code}: ${ended.output.slice(-2000)}`,
      );
    taken.push(ended.taken);
    terminal = ended.told;
    tell(`${operations} operations, round ${round + 1}: ${ended.taken.wall.toFixed(1)} s for ${cases} cases`);
  }
  const sizeOf = (...names: string[]): number => statSync(join(reports, ...names)).size;
  const left = { firstPage: sizeOf("docs", "index.html"), report: sizeOf("conformance.json"), terminal };
  return { operations, cases, rounds: taken, left };
}
