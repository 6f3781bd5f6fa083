import { createPrivateKey, createPublicKey } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import PQueue from "p-queue";
import type { Case } from "../cases/model.ts";
import { whyNotReady } from "../cases/readiness.ts";
import type { Settings, Target } from "../environment/model.ts";
import { secretsOf } from "../environment/secrets.ts";
import { Masking } from "../masking/masking.ts";
import { freshValues } from "../request/fresh-values.ts";
import type { CaseResult } from "../results/case-result.ts";
import type { LedgerNote } from "../results/ledger.ts";
import type { ControlRecord, Halt } from "../results/model.ts";
import { openTransport } from "../wire/transport.ts";
import { Changes } from "./changes.ts";
import { selectedCases } from "./chosen-cases.ts";
import type { RunContext } from "./context.ts";
import { RunCutShort } from "./cut-short.ts";
import { documentedValues } from "./documented-values.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { type Examination, examineTarget } from "./examine-target.ts";
import { IssuedValues } from "./issued-values.ts";
import { Lanes } from "./lanes.ts";
import { isStillThere, type NoteControl, type Opening, openRun } from "./opening.ts";
import { runCase } from "./run-case.ts";
import { sentBeside } from "./sent-control.ts";
import { ServedOnce } from "./served-once.ts";
import { ownShare } from "./shard-share.ts";
import { SpentValues } from "./spent-values.ts";
import type { Suite } from "./suite.ts";
import { Supply } from "./supply.ts";
import { tidyUp } from "./tidy-up.ts";

/** The cases of one run against one target, at the rate and with the concurrency that the settings allow. */
export interface Session {
  readonly cases: readonly Case[];
  /** Sends the requests that a run opens with, each noted as it ends; gives the reason if the run ends there. */
  open(note: NoteControl): Promise<Halt | undefined>;
  /** Sends what any run may open with, and asks what the target would tell of wrong credentials. Changes nothing. */
  examine(): Promise<Examination>;
  /** Sends the right request that refusals rest on; undefined where the run ends before. Never rejects. */
  control(row: Case): Promise<ControlRecord | undefined>;
  /** Whether the target still answers the request that opened the run; true where none did. Never rejects. */
  stillAnswers(note: NoteControl): Promise<boolean>;
  /** Whether a case may and can be sent to this target. */
  isReady(row: Case): boolean;
  /** Runs a case, when its turn has come. Never rejects. */
  run(row: Case): Promise<CaseResult>;
  /** Forgets what the target gave before: its world has begun anew. */
  forget(): void;
  /** Lets the requests that are under way end, and makes none from here on. */
  end(by: string): void;
  close(): void;
}

/** Of a request in the queue: the others have 0. */
const BEFORE_CASES = 1;

/** Bytes of a response after which reading stops: far above any documented answer, and what is read is also looked through. */
const MAX_BODY_BYTES = 1024 * 1024;

/** What a session tells while it goes on. */
export interface SessionHooks {
  /** Hears what each request may do to the target, before it goes out, and what it did. */
  readonly note?: (note: LedgerNote) => void;
  /** Hears of each request that removes what a case made. */
  readonly control?: NoteControl;
  /** Waits in place of a clock, for tests: milliseconds, and a signal that ends the wait with a rejection. */
  readonly pause?: Pause;
}

export type Pause = (ms: number, ending: AbortSignal) => Promise<void>;

const byTheClock: Pause = (ms, signal) => wait(ms, undefined, { signal });

export function openSession(
  suite: Suite,
  settings: Settings,
  target: Target,
  { note = () => undefined, control = () => undefined, pause = byTheClock }: SessionHooks = {},
): Session {
  const { concurrency, maxRps, timeoutMs } = settings.limits;
  const transport = openTransport({
    baseUrl: target.baseUrl,
    route: target.way,
    timeoutMs,
    maxBodyBytes: MAX_BODY_BYTES,
    maxConnections: concurrency,
  });
  const queue = new PQueue({
    concurrency,
    ...(maxRps !== undefined && { interval: 1000 / maxRps, intervalCap: 1, strict: true }),
  });
  const lanes = new Lanes(suite.contract, settings);
  const ending = new AbortController();
  const turn = <Answer>(request: () => Promise<Answer>, priority = 0): Promise<Answer> =>
    queue.add(
      () => {
        ending.signal.throwIfAborted();
        return request();
      },
      { priority },
    );
  const masking = Masking.of(secretsOf(target), settings.testData, documentedValues(suite.contract));
  const issued = new IssuedValues(settings.testData);
  const spent = new SpentValues(settings.spentFile, target.baseUrl);
  const changes = new Changes({
    spent,
    contract: suite.contract,
    undo: suite.plan.undo,
    settings,
    masking,
    issued,
    note,
  });
  const supply = new Supply({
    contract: suite.contract,
    settings: { ...settings, testData: ownShare(suite.contract, settings) },
    spent,
    isTouched: ({ name, thing }, value) => thing !== undefined && changes.isTouched(thing, name, value),
    given: (values) => {
      masking.learn(values);
      issued.give(values);
    },
  });
  const context: RunContext = {
    ...suite,
    settings,
    target,
    transport,
    masking,
    fresh: freshValues(),
    issued,
    changes,
    supply,
    spent,
    earlier: new EarlierAnswers(),
    servedOnce: new ServedOnce(),
    ending: ending.signal,
    turn: (request) => turn(request),
    pause: (ms) => pause(ms, ending.signal),
    oneAtATime: (row, work) => lanes.take(row, work),
  };
  // A control that waited behind the cases that rest on it would tell of them all at once, at the end of the run.
  const beside: RunContext = { ...context, turn: (request) => turn(request, BEFORE_CASES) };
  const cases = selectedCases(suite, settings);
  const isReady = (row: Case): boolean => whyNotReady(row, settings) === undefined;
  let opened: Opening | undefined;
  return {
    cases,
    open: async (note) => {
      try {
        opened = await openRun(cases.filter(isReady), context, note);
        return opened.halted;
      } catch (error) {
        // Each case will say by itself that the run was cut short.
        if (error instanceof RunCutShort) return undefined;
        throw error;
      }
    },
    examine: () => examineTarget(context),
    control: (row) => sentBeside(row, beside),
    stillAnswers: (note) => isStillThere(opened, beside, note),
    isReady,
    run: async (row) => {
      const result = await runCase(row, context);
      await tidyUp(row, context, control);
      return result;
    },
    forget: () => {
      issued.forget();
      changes.forget();
      supply.forget();
      context.earlier.forget();
      context.servedOnce.forget();
    },
    end: (by) => ending.abort(new RunCutShort(by)),
    close: () => transport.close(),
  };
}

/** The target that the settings name, or, on the embedded sandbox, the one that its own seven settings describe. */
export function targetOf(settings: Settings, embedded: Readonly<Record<string, string>> | undefined): Target {
  if (settings.baseUrl !== undefined && settings.credentials) {
    return { baseUrl: settings.baseUrl, credentials: settings.credentials, way: settings.way };
  }
  const given = (name: string): string => {
    const value = embedded?.[name];
    if (value === undefined) throw new Error(`the embedded sandbox gave no ${name}`);
    return value;
  };
  return {
    baseUrl: given("KONAPLATE_BASE_URL"),
    way: {},
    credentials: {
      aspId: given("KONAPLATE_ASP_ID"),
      accessKey: given("KONAPLATE_ACCESS_KEY"),
      secretKey: given("KONAPLATE_SECRET_KEY"),
      cryptoKeyId: given("KONAPLATE_CRYPTO_KEY_ID"),
      serverPublicKey: createPublicKey(given("KONAPLATE_SERVER_PUBLIC_KEY")),
      clientPrivateKey: createPrivateKey(given("KONAPLATE_CLIENT_PRIVATE_KEY")),
    },
  };
}
