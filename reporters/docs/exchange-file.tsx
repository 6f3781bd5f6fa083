/** @jsxImportSource preact */
import { renderToString } from "preact-render-to-string";
import type { Operation } from "../../src/contract/model.ts";
import { exchangeFacts } from "../../src/results/kept-elsewhere.ts";
import { Exchange } from "./exchange.tsx";
import { caseAnchor, casesOf, type Docs, exchangeFile, isToldInFull } from "./model.ts";

/**
 * What travelled in the cases of an operation that its page tells in full, each by the anchor of its case: a script, since
 * a page that is opened from disk may load nothing else. Undefined where nothing travelled.
 */
function exchangeScript(docs: Docs, operation: Operation): string | undefined {
  const told = casesOf(docs, operation.id).filter(
    (result) => isToldInFull(result) && exchangeFacts(result).length > 0,
  );
  if (told.length === 0) return undefined;
  const entries = told.map((result) => [
    caseAnchor(result),
    result.exchanges.map((exchange) => renderToString(<Exchange exchange={exchange} />)).join(""),
  ]);
  const json = JSON.stringify(Object.fromEntries(entries)).replaceAll("<", "\\u003c");
  return `globalThis.EXCHANGES = ${json};\n`;
}

/** The exchanges of every operation by the path of their file. */
export function* exchangeFiles(docs: Docs): Generator<[path: string, text: string]> {
  for (const operation of docs.contract.operations) {
    const script = exchangeScript(docs, operation);
    if (script !== undefined) yield [exchangeFile(operation.id), script];
  }
}
