import type { HeaderLine } from "../../src/wire/transport.ts";
import {
  type Applies,
  always,
  changeHeaders,
  isRefusal,
  isSuccess,
  ofOperation,
  withHeader,
  withoutHeader,
} from "./hooks.ts";
import { type Mutant, slug } from "./model.ts";

type Change = (lines: readonly HeaderLine[], right: string) => readonly HeaderLine[];

interface Wrong {
  readonly name: string;
  readonly rule: string;
  readonly change: Change;
}

const ID = "X-KM-Correlation-Id";
const KEY_ID = "X-KM-Crypto-Key-Id";

function valued(name: string, rule: string, header: string, value: (right: string) => string): Wrong {
  return { name, rule, change: (lines, right) => withHeader(lines, header, value(right)) };
}

function shaped(name: string, value: (right: string) => string): Wrong {
  return valued(name, "response-headers", ID, value);
}

const WRONG_IDS: readonly Wrong[] = [
  { name: "missing", rule: "response-headers", change: (lines) => withoutHeader(lines, ID) },
  shaped("empty", () => ""),
  shaped("one character short", (right) => right.slice(0, -1)),
  shaped("one character long", (right) => `${right}0`),
  shaped("without its hyphen", (right) => right.replace("-", "0")),
  shaped("no hex digits", (right) => `${right.slice(0, 13)}ghijklm`),
  shaped("letters in its time", (right) => `abcdefghijkl${right.slice(12)}`),
  shaped("a uuid", () => "3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
  shaped("twice in one line", (right) => `${right}, ${right}`),
  { name: "repeated", rule: "response-headers", change: (lines, right) => [...lines, [ID, right]] },
  {
    name: "repeated with another value",
    rule: "response-headers",
    change: (lines) => [...lines, [ID, "260101000000-0abcdef"]],
  },
  valued("not echoed", "correlation-echo", ID, (right) => `${right.slice(0, 13)}0000000`),
  valued("constant", "correlation-echo", ID, () => "260101000000-0abcdef"),
  valued("with the time of the server", "correlation-echo", ID, (right) => `260101000000${right.slice(12)}`),
  valued(
    "last digit lost",
    "correlation-echo",
    ID,
    (right) => right.slice(0, -1) + (right.endsWith("0") ? "1" : "0"),
  ),
  valued(
    "reversed",
    "correlation-echo",
    ID,
    (right) => right.slice(0, 13) + [...right.slice(13)].reverse().join(""),
  ),
  {
    name: "under another name",
    rule: "response-headers",
    change: (lines, right) => [...withoutHeader(lines, ID), ["X-Correlation-Id", right]],
  },
];

const WRONG_KEY_IDS: readonly Wrong[] = [
  valued("empty", "response-headers", KEY_ID, () => ""),
  valued("one character short", "response-headers", KEY_ID, () => "0".repeat(31)),
  valued("one character long", "response-headers", KEY_ID, () => "0".repeat(33)),
  {
    name: "repeated",
    rule: "response-headers",
    change: (lines) => [...withHeader(lines, KEY_ID, "0".repeat(32)), [KEY_ID, "1".repeat(32)]],
  },
];

interface Scope {
  readonly name: string;
  readonly says: string;
  readonly operations: readonly string[];
  readonly applies: Applies;
}

/** Everywhere, or in one kind of answer of one operation alone. */
function scopes(operations: readonly string[]): readonly Scope[] {
  const inOne = (kind: string, applies: Applies, operation: string): Scope => ({
    name: `${kind}-of-${operation}`,
    says: `in each ${kind} of ${operation}`,
    operations: [operation],
    applies: ofOperation(operation, applies),
  });
  return [
    { name: "everywhere", says: "in every answer", operations, applies: always },
    inOne("success", isSuccess, "charge-cancellation"),
    inOne("refusal", isRefusal, "user-register"),
  ];
}

/** The documented response headers: missing, misshapen, repeated, or another id than that of the request. */
export function responseHeaderMutants(operations: readonly string[]): Mutant[] {
  const mutants = (header: string, wrongs: readonly Wrong[]): Mutant[] =>
    wrongs.flatMap(({ name, rule, change }) =>
      scopes(operations).map(
        (scope): Mutant => ({
          id: `response-header/${header}/${slug(name)}/${scope.name}`,
          category: "response-header",
          description: `${header} is ${name} ${scope.says}.`,
          operations: scope.operations,
          // The page demands an id; that it is the request's is inferred.
          evidence: rule === "correlation-echo" ? "inferred" : "documented",
          catchers: [rule],
          alter: () =>
            changeHeaders(scope.applies, (lines, { headers }) =>
              change(lines, headers["x-km-correlation-id"] ?? ""),
            ),
        }),
      ),
    );
  return [...mutants(ID, WRONG_IDS), ...mutants(KEY_ID, WRONG_KEY_IDS)];
}
