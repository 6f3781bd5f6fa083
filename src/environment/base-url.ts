import { isIPv4 } from "node:net";
import type { Variables } from "./variable-source.ts";

const RIGHT = "give an absolute address such as https://sandbox.konaplate.com/open-api";

/** The target without a trailing slash; undefined where none is given, or after a problem was added. */
export function readBaseUrl(variables: Variables, allowPlainHttp: boolean): string | undefined {
  const text = variables.text("KONAPLATE_BASE_URL");
  if (text === undefined) return undefined;
  const wrong = (right: string): undefined => {
    variables.wrong("KONAPLATE_BASE_URL", right);
  };
  if (!/^https?:\/\/[^\s\p{C}]+$/iu.test(text) || !URL.canParse(text)) return wrong(RIGHT);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return wrong(`leave the user name and password out; ${RIGHT}`);
  if (/[?#]/.test(text)) return wrong(`leave out what follows ? or #; ${RIGHT}`);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    if (!allowPlainHttp)
      return wrong(
        "plain http is for this computer only (localhost, 127.0.0.0/8, [::1]); use https, or set KONAPLATE_ALLOW_PLAIN_HTTP=true to send headers and unencrypted bodies readably over the network",
      );
    variables.findings.notices.push(
      `KONAPLATE_BASE_URL is plain http: headers and unencrypted bodies can be read on the way to ${url.host}`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Whether a host, in brackets where it is an IPv6 address, is this computer. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  if (name === "localhost" || name.endsWith(".localhost") || name === "[::1]") return true;
  return isIPv4(name) && name.startsWith("127.");
}
