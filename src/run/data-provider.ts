import { spawn } from "node:child_process";
import type { Shard } from "../environment/model.ts";
import { isJsonObject, type JsonObject, parseJson, stringifyJson } from "../exact/json.ts";

/** A command that gives the values of a request right before it is sent. */
export interface DataProvider {
  /** As a shell would run it. */
  readonly command: string;
  readonly cwd: string;
  /** The machine that asks, as `KONAPLATE_SHARD`, such as `2/5`; absent: there is one alone. */
  readonly shard?: Shard;
}

/** What is asked: the fields that the request of a case needs. */
export interface DataQuestion {
  readonly operation: string;
  /** The documented case whose state is needed, such as `not-cancellable`. */
  readonly case: string;
  readonly fields: readonly string[];
}

/** Why a provider gave nothing, for the person who wrote it. */
export class ProviderFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ProviderFault";
  }
}

/** How long a provider may take: the token that it fetches is to be fresh. */
const TIME_LIMIT_MS = 30_000;
const MOST_BYTES = 1024 * 1024;
const WORDS_SHOWN = 300;

/**
 * Asks on standard input, in one line of JSON, and reads one JSON object from standard output: a value by field, numbers
 * exactly as they are written. Throws ProviderFault where the command breaks, takes too long or answers something else.
 */
export async function askProvider(
  provider: DataProvider,
  question: DataQuestion,
  timeLimitMs = TIME_LIMIT_MS,
): Promise<JsonObject> {
  const { code, signal, out, err, isLate } = await ran(
    provider,
    `${stringifyQuestion(question)}\n`,
    timeLimitMs,
  );
  const said = err.trim() === "" ? "" : `; it says: ${err.trim().slice(0, WORDS_SHOWN)}`;
  if (isLate) throw new ProviderFault(`took longer than ${timeLimitMs / 1000} s and was ended${said}`);
  if (code !== 0) throw new ProviderFault(`ended with ${signal ?? `exit code ${code}`}${said}`);
  const answer = parsed(out);
  if (answer) return answer;
  throw new ProviderFault(
    `answered no JSON object on standard output; a right answer is {"${question.fields[0] ?? "userId"}": …}${said}`,
  );
}

function stringifyQuestion({ operation, case: name, fields }: DataQuestion): string {
  return stringifyJson({ operation, case: name, fields: [...fields] });
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly isLate: boolean;
}

function ran({ command, cwd, shard }: DataProvider, input: string, timeLimitMs: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = shard ? { ...process.env, KONAPLATE_SHARD: `${shard.index}/${shard.count}` } : process.env;
    // In a group of its own, so that what the shell started ends with it.
    const child = spawn(command, { cwd, env, shell: true, detached: true });
    const texts = { out: "", err: "" };
    let isLate = false;
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, timeLimitMs);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (texts.out.length < MOST_BYTES) texts.out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (texts.err.length < MOST_BYTES) texts.err += text;
    });
    // A command that does not read its input is none the worse for it.
    child.stdin.on("error", () => undefined).end(input);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(new ProviderFault(`cannot be started: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...texts, isLate });
    });
  });
}
