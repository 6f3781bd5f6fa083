import { isLoopback } from "./base-url.ts";
import type { EgressProxy } from "./model.ts";
import { isBypassed } from "./no-proxy.ts";
import type { Variables } from "./variable-source.ts";

const RIGHT = "give one such as http://user:password@proxy.example:3128";

/**
 * The proxy through which a target is reached; undefined where it is reached directly, or after a problem was added. What
 * this computer serves itself a proxy elsewhere cannot reach, nor must plain http to it leave the computer: it goes
 * through a proxy that runs here, or through none.
 */
export function readProxy(variables: Variables, baseUrl: string): EgressProxy | undefined {
  const target = new URL(baseUrl);
  const isTls = target.protocol === "https:";
  const given = variables.firstOf(isTls ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy", "HTTP_PROXY"]);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const noProxy = variables.firstOf(["no_proxy", "NO_PROXY"])?.value ?? "";
  if (!given || isBypassed(noProxy, host, Number(target.port) || (isTls ? 443 : 80))) return undefined;
  const read = parsed(given.value);
  if (typeof read === "string") {
    variables.findings.problems.push(`${given.label} is ${variables.quote(given.value)}: ${read}`);
    return undefined;
  }
  if (isLoopback(target.hostname) && !isLoopback(read.hostname)) return undefined;
  const port = read.port || (read.protocol === "https:" ? "443" : "80");
  return { url: read.href, place: `${read.hostname}:${port}`, from: given.label, secrets: secretsIn(read) };
}

/** A URL whose user name and password can be sent, or what is wrong with it. */
function parsed(text: string): URL | string {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(written) || /\s/.test(text)) return `it is no URL; ${RIGHT}`;
  const url = new URL(written);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return `proxies are spoken to by http:// or https://, and by no other protocol; ${RIGHT}`;
  if (url.search !== "" || url.hash !== "" || url.pathname !== "/")
    return `leave out what follows the port, and write / ? # in a password as %2F %3F %23; ${RIGHT}`;
  try {
    decodeURIComponent(`${url.username}:${url.password}`);
  } catch {
    return `write a % in a user name or password as %25; ${RIGHT}`;
  }
  return url;
}

/** What of it must never be shown, as it is written and as it is sent. */
function secretsIn({ username, password }: URL): string[] {
  if (password === "") return username === "" ? [] : [`${decodeURIComponent(username)}:`];
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return [pair, decodeURIComponent(password), password];
}
