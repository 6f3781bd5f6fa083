import { createPrivateKey, createPublicKey } from "node:crypto";
import { Ajv, type ValidateFunction } from "ajv";
import { CompactEncrypt, compactDecrypt } from "jose";
import type { BenchScenario } from "../model.ts";
import { signedHeaders } from "../signed.ts";
import { finished, inFlight, peer, readTask } from "./task.ts";

/**
 * The least that anybody has to do who wants to know the same of the answers: build, sign, encrypt, send, open, validate
 * and compare. With undici where it was installed, and with Node's own fetch where it was not.
 */

interface Answered {
  readonly status: number;
  readonly text: string;
}
type Send = (path: string, headers: Record<string, string>, body: string) => Promise<Answered>;

interface Undici {
  readonly Pool: new (
    origin: string,
    options: { readonly connections: number },
  ) => {
    request(options: {
      readonly path: string;
      readonly method: string;
      readonly headers: Record<string, string>;
      readonly body: string;
    }): Promise<{ readonly statusCode: number; readonly body: { text(): Promise<string> } }>;
    close(): Promise<void>;
  };
}

const { task, peers } = readTask();
const keys = task.credentials;
const [serverKey, clientKey] = [
  createPublicKey(keys.serverPublicKey),
  createPrivateKey(keys.clientPrivateKey),
];
const ajv = new Ajv({ allErrors: true });
const validators = new Map<string, ValidateFunction>();
const { send, close } = peers === "" ? byFetch() : byUndici(peer("undici", peers) as Undici);

let passed = 0;
await inFlight(task.scenarios, task.concurrency, async (scenario) => {
  if (await isAsDocumented(scenario)) passed += 1;
});
await close();
finished(passed, task.scenarios.length);

async function isAsDocumented(scenario: BenchScenario): Promise<boolean> {
  const text = scenario.encrypted ? JSON.stringify({ encData: await sealed(scenario.body) }) : scenario.body;
  const headers = signedHeaders(text, keys, scenario.encrypted);
  const answer = await send(scenario.path, headers, text);
  const opened = await openedAnswer(JSON.parse(answer.text) as Record<string, unknown>);
  const { code } = (opened.response ?? {}) as { readonly code?: string };
  return answer.status === scenario.status && code === scenario.code && validatorOf(scenario)(opened);
}

function sealed(text: string): Promise<string> {
  const protectedHeader = { alg: "RSA-OAEP-256", enc: "A128GCM" };
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader(protectedHeader).encrypt(serverKey);
}

async function openedAnswer(json: Record<string, unknown>): Promise<Record<string, unknown>> {
  if (typeof json.encData !== "string") return json;
  const { plaintext } = await compactDecrypt(json.encData, clientKey);
  return JSON.parse(Buffer.from(plaintext).toString("utf8")) as Record<string, unknown>;
}

/** Scenarios of one operation and code have one schema, which is compiled once. */
function validatorOf({ path, code, schema }: BenchScenario): ValidateFunction {
  const key = `${path} ${code}`;
  const validate = validators.get(key) ?? ajv.compile(schema);
  validators.set(key, validate);
  return validate;
}

function byUndici({ Pool }: Undici): { send: Send; close: () => Promise<void> } {
  const { origin, pathname } = new URL(task.baseUrl);
  const pool = new Pool(origin, { connections: task.concurrency });
  return {
    send: async (path, headers, body) => {
      const answer = await pool.request({ path: `${pathname}/${path}`, method: "POST", headers, body });
      return { status: answer.statusCode, text: await answer.body.text() };
    },
    close: () => pool.close(),
  };
}

function byFetch(): { send: Send; close: () => Promise<void> } {
  return {
    send: async (path, headers, body) => {
      const answer = await fetch(`${task.baseUrl}/${path}`, { method: "POST", headers, body });
      return { status: answer.status, text: await answer.text() };
    },
    close: async () => undefined,
  };
}
