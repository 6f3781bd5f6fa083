import type { Operation, Parameter } from "../src/contract/model.ts";
import { exactNumber, type Json, type JsonObject } from "../src/exact/json.ts";
import { isNumberText } from "../src/exact/number.ts";

/** The path of an operation as the server's router wants it: its names by their place, `/users/:p0/coupons`. */
export function routeOf({ path }: Pick<Operation, "path">): string {
  let place = 0;
  return path.replaceAll(/\{[^}]*\}/g, () => `:p${place++}`);
}

/** Values by name, of the path and of the query, each as the type that its page says. */
export function readAddress(operation: Operation, inPath: unknown, inQuery: unknown): JsonObject {
  const names = [...operation.path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  const places = Object.entries((inPath ?? {}) as Record<string, string>);
  const texts = [
    ...places.map(([place, text]) => [names[Number(place.slice(1))] ?? "", text] as const),
    ...Object.entries((inQuery ?? {}) as Record<string, string | string[]>),
  ];
  const rows = [...operation.pathParameters, ...operation.query, ...operation.request];
  return Object.fromEntries(
    texts.map(([name, text]) => [
      name,
      typed(
        text,
        rows.find((row) => row.name === name),
      ),
    ]),
  );
}

function typed(text: string | readonly string[], row: Parameter | undefined): Json {
  if (row?.type === "array") return [text].flat().map((each) => scalar(each, row.items));
  return typeof text === "string" ? scalar(text, row?.type) : [...text];
}

function scalar(text: string, type: Parameter["type"] | undefined): Json {
  if (type === "number" && isNumberText(text)) return exactNumber(text);
  return type === "boolean" && /^(?:true|false)$/.test(text) ? text === "true" : text;
}
