import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, unzip } from "node:zlib";
import { TransportFault } from "./transport-fault.ts";

type BodyCallback = (error: Error | null, body: Buffer) => void;

/**
 * A superagent parser that hands on the bytes as they came; its own parsers would decode and interpret them.
 * A broken response is superagent's to report, which it does whatever the parser says.
 */
export function collectBytes(message: unknown, done: BodyCallback): void {
  const response = message as IncomingMessage;
  const chunks: Buffer[] = [];
  response.on("data", (chunk: Buffer) => chunks.push(chunk));
  response.on("end", () => done(null, Buffer.concat(chunks)));
}

const DECODERS = new Map([
  ["gzip", promisify(unzip)],
  ["x-gzip", promisify(unzip)],
  ["deflate", promisify(unzip)],
  ["br", promisify(brotliDecompress)],
]);

/**
 * Undoes a Content-Encoding, as far as `maxBodyBytes` allow. Throws TransportFault: bad-compression for bytes that
 * are not what the header says, end too early, or are coded in a way nobody asked for; too-large for a bomb.
 */
export async function decodeBody(
  bytes: Buffer,
  contentEncoding: string | undefined,
  maxBodyBytes: number,
): Promise<Buffer> {
  const coding = contentEncoding?.trim().toLowerCase() ?? "identity";
  if (coding === "identity" || coding === "" || bytes.length === 0) return bytes;
  const decode = DECODERS.get(coding);
  if (!decode) throw new TransportFault("bad-compression", `Content-Encoding ${coding} was not asked for`);
  try {
    return await decode(bytes, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new TransportFault("too-large", `the body decompresses to more than ${maxBodyBytes} bytes`);
    }
    throw new TransportFault(
      "bad-compression",
      `the body does not decompress as its Content-Encoding ${coding} says (${code})`,
    );
  }
}
