import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import type { HeaderLine } from "../../src/wire/transport.ts";

/** An exchange as it went past. */
export interface Passed {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly path: string;
  readonly requestHeaders: readonly HeaderLine[];
  readonly requestBody: Buffer;
  readonly status: number;
  readonly responseHeaders: readonly HeaderLine[];
  readonly responseBody: Buffer;
}

export interface Recorder {
  readonly baseUrl: string;
  readonly passed: Passed[];
  close(): Promise<void>;
}

/** Stands before a server on this computer and keeps what goes past. */
export async function startRecorder(target: string): Promise<Recorder> {
  const to = new URL(target);
  const passed: Passed[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const startedAt = new Date();
    const requestBody = await bytesOf(incoming);
    const headers = linesOf(incoming.rawHeaders);
    const call = send({ host: to.hostname, port: to.port, path: incoming.url, method: incoming.method });
    for (const [name, value] of headers) call.setHeader(name, value);
    call.on("response", async (answer) => {
      const responseBody = await bytesOf(answer);
      const responseHeaders = linesOf(answer.rawHeaders);
      passed.push({
        startedAt,
        durationMs: Date.now() - startedAt.getTime(),
        path: incoming.url ?? "",
        requestHeaders: headers,
        requestBody,
        status: answer.statusCode ?? 0,
        responseHeaders,
        responseBody,
      });
      outgoing.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      outgoing.end(responseBody);
    });
    call.end(requestBody);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${to.pathname}`,
    passed,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function linesOf(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, at): HeaderLine[] => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""]] : []));
}
