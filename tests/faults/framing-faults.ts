import { gzipSync } from "node:zlib";
import { answer, answers, type FaultExchange, head, SUCCESS } from "./exchange.ts";
import { breaks, comes, type Fault } from "./fault.ts";

const MIB = 1024 * 1024;
/** Made beforehand: packing it takes longer than the answer may. */
const BOMB = gzipSync(Buffer.alloc(64 * MIB));

/** Faults of HTTP's own form: lengths, chunks, codings, sizes, interim answers. */
export const FRAMING_FAULTS: readonly Fault[] = [
  breaks("truncated", "truncated", (exchange) => {
    exchange.socket.end(`${head(exchange, "200 OK", { "Content-Length": "1000" })}${SUCCESS}`);
  }),
  breaks("truncated-chunks", "truncated", (exchange) => {
    exchange.socket.end(`${head(exchange, "200 OK", { "Transfer-Encoding": "chunked" })}5\r\n{"res\r\n`);
  }),
  breaks("overlong", "overlong", (exchange) => {
    const length = { "Content-Type": "application/json", "Content-Length": String(SUCCESS.length) };
    exchange.socket.write(`${head(exchange, "200 OK", length)}${SUCCESS}and more`);
  }),
  comes("overlong-late", 200, (exchange) => {
    answer(exchange, "200 OK", SUCCESS);
    setTimeout(() => exchange.socket.write("HTTP/1.1 500 Not Asked For\r\nContent-Length: 0\r\n\r\n"), 30);
  }),
  breaks("bad-chunk-size", "not-http", (exchange) => {
    exchange.socket.write(`${head(exchange, "200 OK", { "Transfer-Encoding": "chunked" })}xyz\r\n{}\r\n`);
  }),
  breaks("two-content-lengths", "not-http", (exchange) => {
    const lengths = "Content-Length: 56\r\nContent-Length: 57\r\n";
    exchange.socket.write(`HTTP/1.1 200 OK\r\n${lengths}\r\n${SUCCESS}`);
  }),
  breaks("not-http", "not-http", ({ socket }) => {
    socket.end("SSH-2.0-OpenSSH_9.6\r\n");
  }),
  breaks("huge-body", "too-large", hugeBody),
  breaks("huge-headers", "headers-too-large", answers(SUCCESS, { "X-Long": "x".repeat(64 * 1024) })),
  breaks("gzip-false", "bad-compression", answers(SUCCESS, { "Content-Encoding": "gzip" })),
  breaks("gzip-truncated", "bad-compression", (exchange) => {
    answer(exchange, "200 OK", gzipSync(SUCCESS).subarray(0, 40), { "Content-Encoding": "gzip" });
  }),
  breaks("gzip-bomb", "too-large", (exchange) => {
    answer(exchange, "200 OK", BOMB, { "Content-Encoding": "gzip" });
  }),
  breaks("coding-not-asked-for", "bad-compression", answers(SUCCESS, { "Content-Encoding": "zstd" })),
  comes("gzip-right", 200, answers(gzipSync(SUCCESS), { "Content-Encoding": "gzip" })),
  comes("continue", 200, (exchange) => {
    exchange.socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    answer(exchange, "200 OK", SUCCESS);
  }),
  comes("early-hints", 200, (exchange) => {
    exchange.socket.write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
    answer(exchange, "200 OK", SUCCESS);
  }),
];

/** 50 MiB, written only as fast as they are read. */
async function hugeBody(exchange: FaultExchange): Promise<void> {
  const { socket } = exchange;
  socket.write(head(exchange, "200 OK", { "Content-Length": String(50 * MIB) }));
  const piece = Buffer.alloc(MIB / 4, " ");
  for (let sent = 0; sent < 50 * MIB && !socket.destroyed; sent += piece.length) {
    if (!socket.write(piece)) {
      await new Promise<void>((resolve) => {
        socket.once("drain", resolve);
        socket.once("close", () => resolve());
      });
    }
  }
}
