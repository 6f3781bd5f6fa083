import type { Contract, Operation } from "../contract/model.ts";

/** An operation that an exchange is about, with the base URL before its path. */
export interface Matched {
  readonly operation: Operation;
  readonly base: string;
}

/** What an exchange is where it is not judged, in words for many of them. */
export type PassedOver =
  | "addresses that are no operation of the contract"
  | "operations at another base URL"
  | "operations with another method than theirs"
  | "preflight requests of a browser"
  | "exchanges that the recording has twice";

/**
 * The operation of an address: its path has to be the end of the address's, whatever stands before it, which is the base
 * URL then; or what follows a given base URL.
 */
export function matchOperation(
  method: string,
  url: string,
  { operations }: Pick<Contract, "operations">,
  base?: string,
): Matched | PassedOver {
  const there = operationsAt(url, { operations }, base);
  if (there.length === 0)
    return operationsAt(url, { operations }).length === 0
      ? "addresses that are no operation of the contract"
      : "operations at another base URL";
  const right = there.find(({ operation }) => operation.method === method);
  if (right) return right;
  return method === "OPTIONS"
    ? "preflight requests of a browser"
    : "operations with another method than theirs";
}

/** Every operation of an address, whatever its method; the one whose path says most first. */
export function operationsAt(
  url: string,
  { operations }: Pick<Contract, "operations">,
  base?: string,
): Matched[] {
  if (!URL.canParse(url)) return [];
  const { origin, pathname } = new URL(url);
  return (
    operations
      .flatMap((operation): Matched[] => {
        const prefix = prefixBefore(operation.path, pathname);
        return prefix === undefined ? [] : [{ operation, base: `${origin}${prefix}` }];
      })
      .filter((matched) => base === undefined || matched.base === base)
      // Of two paths one of which ends like the other, the longer one says more.
      .sort((a, b) => writtenOut(b) - writtenOut(a))
  );
}

function prefixBefore(path: string, pathname: string): string | undefined {
  return pathPattern(path).exec(pathname)?.[1];
}

/** What the path of an address is held against: what stands before the operation's path, then each parameter of it. */
export function pathPattern(path: string): RegExp {
  const pattern = path
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith("{") ? "([^/]+)" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^(.*?)${pattern}$`);
}

/** How much of a path is written out: `/coupons/all` is itself before it is a coupon. */
function writtenOut({ operation }: Matched): number {
  return operation.path.replaceAll(/\{[^}]*\}/g, "").length;
}
