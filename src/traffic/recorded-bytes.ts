/** The bytes that a recorder wrote as a text; undefined where they are no base64 although it says so. */
export function bytesOf(text: string, encoding: string | undefined): Buffer | undefined {
  if (encoding !== "base64") return Buffer.from(text, "utf8");
  const bare = text.replaceAll(/\s/g, "");
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(bare) ? Buffer.from(bare, "base64") : undefined;
}

const CHUNK_HEAD = /^([0-9a-fA-F]{1,8})(?:;[^\r\n]*)?\r\n/;

/**
 * A body whose recorder kept the framing of chunks (RFC 9112 section 7.1) without it, and any other as it is; undefined
 * where the chunks are not complete.
 */
export function withoutChunks(body: Buffer): Buffer | undefined {
  if (!CHUNK_HEAD.test(body.toString("latin1", 0, 40))) return body;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const head = CHUNK_HEAD.exec(body.toString("latin1", at, at + 200));
    if (!head) return undefined;
    const from = at + head[0].length;
    const length = Number.parseInt(head[1] ?? "0", 16);
    if (length === 0) return Buffer.concat(parts);
    if (body.toString("latin1", from + length, from + length + 2) !== "\r\n") return undefined;
    parts.push(body.subarray(from, from + length));
    at = from + length + 2;
  }
}
