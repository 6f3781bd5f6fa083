import type { Operation } from "../contract/model.ts";
import { stringifyJson, toPointer } from "../exact/json.ts";
import type { Masking } from "../masking/masking.ts";
import { addressInputs, takesAddress } from "./address-inputs.ts";
import { changedFields } from "./changed-fields.ts";
import { pathPattern } from "./matching.ts";

/** An address with its values masked as those of a body are; a query that no page asks for may be anybody's. */
export function maskedAddress(
  url: string,
  operation: Operation,
  own: Masking,
): { readonly url: string; readonly fields: readonly string[] } {
  const bare = url.replace(/[?#].*$/s, "");
  if (!takesAddress(operation)) return { url: own.text(bare), fields: [] };
  const inputs = addressInputs(operation, url);
  const clear = stringifyJson(inputs);
  const masked = own.body(clear);
  const everything = (): string[] => Object.keys(inputs).map((name) => toPointer([name]));
  const fields = masked === clear ? [] : (changedFields(clear, masked) ?? everything());
  own.learn(inputs);
  const query = url.slice(bare.length).replace(/#.*$/s, "");
  const hidden = new Set(fields);
  const shown = query.replaceAll(/([?&])([^=&]*)=([^&]*)/g, (all, start: string, name: string) =>
    hidden.has(toPointer([decodedName(name)])) ? `${start}${name}=masked` : all,
  );
  const { origin, pathname } = new URL(bare);
  return { url: own.text(`${origin}${maskedPath(pathname, operation, hidden)}${shown}`), fields };
}

function maskedPath(pathname: string, { path }: Operation, hidden: ReadonlySet<string>): string {
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  const [, , ...places] = new RegExp(pathPattern(path), "d").exec(pathname)?.indices ?? [];
  return names.reduceRight((text, name, at) => {
    const [from, to] = places[at] ?? [0, 0];
    return hidden.has(toPointer([name])) ? `${text.slice(0, from)}masked${text.slice(to)}` : text;
  }, pathname);
}

function decodedName(text: string): string {
  return [...new URLSearchParams(`${text}=`).keys()][0] ?? text;
}
