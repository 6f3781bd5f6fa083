import { BlockList, isIP } from "node:net";

/**
 * Whether NO_PROXY names a host, by the rules that curl and others share: entries between commas or spaces, a name with
 * all names below it (with or without a leading `.` or `*.`), an address, a network in CIDR form, `*` for every host; an
 * entry with a port speaks of that port alone. `host` is without brackets.
 */
export function isBypassed(noProxy: string, host: string, port: number): boolean {
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => names(entry.toLowerCase(), host.toLowerCase().replace(/\.$/, ""), port));
}

function names(entry: string, host: string, port: number): boolean {
  if (entry === "*") return true;
  const [, bracketed, plain, ofPort] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  if (ofPort !== undefined && Number(ofPort) !== port) return false;
  const named = bracketed ?? plain ?? entry;
  if (named.includes("/")) return isWithin(named, host);
  const name = named.replace(/^\*?\./, "");
  return isIP(host) === 0 ? host === name || host.endsWith(`.${name}`) : host === name;
}

function isWithin(network: string, host: string): boolean {
  const [address = "", bits = ""] = network.split("/");
  const version = isIP(address);
  if (version === 0 || isIP(host) !== version || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, family);
}
