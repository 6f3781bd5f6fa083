import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import { Masking } from "../../src/masking/masking.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import { documentedValues } from "../../src/run/documented-values.ts";
import { openSession, type Session, targetOf } from "../../src/run/session.ts";
import type { TrafficExchange } from "../../src/traffic/exchange.ts";
import { HarWriter } from "../../src/traffic/har-writer.ts";
import { LiveTraffic } from "../../src/traffic/live.ts";
import { matchOperation } from "../../src/traffic/matching.ts";
import { type PassedExchange, startProxy } from "../../src/traffic/proxy.ts";
import { TrafficSession } from "../../src/traffic/session.ts";
import type { TrafficKeys } from "../../src/traffic/setting.ts";
import { readRecordings, verifyExchanges } from "../../src/traffic/verify.ts";
import { settingsOf, suite } from "../run/run-cases.ts";
import { rsaPair, rsaPrivatePem } from "../support/rsa-keys.ts";
import { type Dialect, harOf } from "./made-har.ts";

const ORIGIN = "https://wallet.example:8443";
export const BASE = `${ORIGIN}/open-api`;

export interface Recorded {
  readonly passed: readonly PassedExchange[];
  readonly live: readonly CaseResult[];
}

/** The suite as a client whose traffic is recorded, before a sandbox that can be altered. */
export interface Recording {
  readonly sandbox: RunningSandbox;
  /** What a client has. */
  readonly keys: TrafficKeys;
  /** With what the server has beside it. */
  readonly allKeys: TrafficKeys;
  readonly cases: readonly Case[];
  /** What goes past while the cases are sent to a server altered so, and what is made of it at once. */
  record(rows: readonly Case[], alter?: Alteration): Promise<Recorded>;
  close(): Promise<void>;
}

export async function openRecording(): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), "traffic-keys-"));
  for (const [index, name] of ["server-private", "client-private"].entries())
    writeFileSync(join(folder, `${name}.pem`), rsaPrivatePem(index));
  const sandbox = await startSandbox({ contract: suite.contract, keys: folder });
  const serverPrivateKey = rsaPair(0).privateKey;
  rmSync(folder, { recursive: true });
  const passed: PassedExchange[] = [];
  let live: LiveTraffic | undefined;
  const proxy = await startProxy({
    to: new URL(sandbox.baseUrl).origin,
    route: {},
    host: "127.0.0.1",
    port: 0,
    begin: (request) => {
      const listener = live?.begin(request);
      return (exchange) => {
        passed.push(exchange);
        listener?.(exchange);
      };
    },
  });
  const settings = settingsOf({ ...sandbox.settings, KONAPLATE_BASE_URL: `${proxy.url}/open-api` }, []);
  const session: Session = openSession(suite, settings, targetOf(settings, undefined));
  const { KONAPLATE_ACCESS_KEY, KONAPLATE_SECRET_KEY, KONAPLATE_CLIENT_PRIVATE_KEY } = sandbox.settings;
  const keys = {
    accessKey: KONAPLATE_ACCESS_KEY,
    secretKey: KONAPLATE_SECRET_KEY,
    clientPrivateKey: createPrivateKey(KONAPLATE_CLIENT_PRIVATE_KEY),
  };
  const allKeys = { ...keys, serverPrivateKey };
  return {
    sandbox,
    keys,
    allKeys,
    cases: session.cases,
    record: async (rows, alter) => {
      const before = sandbox.requests;
      sandbox.reset(alter);
      session.forget();
      passed.length = 0;
      const results: CaseResult[] = [];
      live = new LiveTraffic(sessionWith(allKeys), {
        found: (result) => results.push(result),
        waits: () => undefined,
      });
      for (const row of rows) await session.run(row);
      // The last answer has been passed on before it is heard of.
      await vi.waitFor(() => expect(passed.length).toBe(sandbox.requests - before));
      await live.settled();
      return { passed: [...passed], live: results };
    },
    close: async () => {
      session.close();
      await proxy.close();
      await sandbox.close();
    },
  };
}

/** A session with everything but what is given left out. */
export function sessionWith(keys: TrafficKeys, baseUrl?: string): TrafficSession {
  const { codePointer, messagePointer } = suite.contract.envelope;
  const secrets = [keys.accessKey, keys.secretKey].filter((secret) => secret !== undefined);
  return new TrafficSession({
    contract: suite.contract,
    validators: suite.validators,
    keys,
    ...(baseUrl !== undefined && { baseUrl }),
    pointers: { codePointer, messagePointer },
    tokenMessage: "body",
    strict: "security",
    masking: Masking.of(secrets, {}, documentedValues(suite.contract)),
  });
}

/** What went past as a HAR file of a dialect, read back. */
export function throughHar(passed: readonly PassedExchange[], dialect: Dialect = "plain"): TrafficExchange[] {
  return readHar(harOf(passed, ORIGIN, dialect));
}

/** What went past as the file that the proxy saves, with its values masked. */
export async function savedHar(passed: readonly PassedExchange[], keys: TrafficKeys): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "traffic-"));
  const path = join(folder, "saved.har");
  try {
    const har = new HarWriter(path, Masking.of([], {}, documentedValues(suite.contract)), keys, "1");
    for (const exchange of passed) {
      const matched = matchOperation(exchange.method, exchange.url, suite.contract);
      if (typeof matched !== "string") await har.write(exchange, matched.operation);
    }
    har.close();
    return readFileSync(path, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A HAR file's text, read as a file. */
export function readHar(text: string | Buffer, name = "client.har"): TrafficExchange[] {
  const folder = mkdtempSync(join(tmpdir(), "traffic-"));
  try {
    const path = join(folder, name);
    writeFileSync(path, text);
    return readRecordings([path]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function verified(exchanges: readonly TrafficExchange[], keys: TrafficKeys): Promise<CaseResult[]> {
  return verifyExchanges(exchanges, sessionWith(keys));
}

/** `side level rule where`, of everything that is judged. */
export function told(results: readonly CaseResult[]): string[] {
  const lines = results.flatMap(({ violations }) =>
    violations
      .filter(({ level }) => level !== "observed")
      .map(({ side, level, rule, where }) => `${side} ${level} ${rule} ${where}`),
  );
  return [...new Set(lines)];
}
