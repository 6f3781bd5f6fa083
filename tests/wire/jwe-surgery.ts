/** The compact JWE with one bit of a part turned over. */
export function alteredPart(jwe: string, part: number): string {
  const parts = jwe.split(".");
  const bytes = Buffer.from(parts[part] ?? "", "base64url");
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  parts[part] = bytes.toString("base64url");
  return parts.join(".");
}

/** The compact JWE under another protected header. */
export function withHeader(jwe: string, header: unknown): string {
  const encoded = Buffer.from(JSON.stringify(header)).toString("base64url");
  return [encoded, ...jwe.split(".").slice(1)].join(".");
}
