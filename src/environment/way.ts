import { isIP } from "node:net";
import { readAuthorities } from "./authorities.ts";
import { readClientCertificate } from "./client-certificate.ts";
import type { Settings, Way } from "./model.ts";
import { readProxy } from "./proxy.ts";
import type { Variables } from "./variable-source.ts";
import type { VariableName } from "./variables.ts";

/** What only a TLS connection to a target of one's own has a use for. */
const OF_TLS = [
  "KONAPLATE_CA",
  "KONAPLATE_CLIENT_CERT",
  "KONAPLATE_CLIENT_KEY",
  "KONAPLATE_CLIENT_KEY_PASSPHRASE",
] as const satisfies readonly VariableName[];

/** How requests get to the target; the embedded sandbox is reached directly. */
export function readWay(
  variables: Variables,
  { embedded, baseUrl }: Pick<Settings, "embedded" | "baseUrl">,
  cwd: string,
): Way {
  // Of a base URL that is wrong nobody knows what it should have been, and all mistakes are told at once.
  const isTls = !embedded && baseUrl?.startsWith("http:") !== true;
  noteVain(variables, isTls);
  if (embedded) return {};
  const proxy = baseUrl === undefined ? undefined : readProxy(variables, baseUrl);
  const clientCertificate = isTls ? readClientCertificate(variables, cwd) : undefined;
  const authorities = isTls ? readAuthorities(variables, cwd) : undefined;
  const serverName = readServerName(variables);
  return {
    ...(proxy && { proxy }),
    ...(clientCertificate && { clientCertificate }),
    ...(authorities && { authorities }),
    ...(serverName !== undefined && { serverName }),
  };
}

function readServerName(variables: Variables): string | undefined {
  const name = variables.text("KONAPLATE_SERVER_NAME");
  if (name === undefined) return undefined;
  if (/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(name) && isIP(name) === 0) return name;
  variables.wrong("KONAPLATE_SERVER_NAME", "give a host name alone, such as api.partner.example");
  return undefined;
}

/** Says what is given in vain, and what would be given in vain without a word of node itself. */
function noteVain(variables: Variables, isTls: boolean): void {
  const given = OF_TLS.filter((name) => variables.text(name) !== undefined);
  if (given.length > 0 && !isTls)
    variables.findings.notices.push(`the target is not reached by TLS; not used: ${given.join(", ")}`);
  const extra = variables.firstOf(["NODE_EXTRA_CA_CERTS"]);
  if (extra && extra.label !== "NODE_EXTRA_CA_CERTS")
    variables.findings.notices.push(
      `${extra.label} has no effect in a file, node reads it before the suite does; name the authority with KONAPLATE_CA`,
    );
}
