import { answer, answers, drip, head, SUCCESS } from "./exchange.ts";
import { breaks, comes, type Fault } from "./fault.ts";

/** Faults of the connection: it is not made, breaks, stays silent, or is closed between two requests. */
export const CONNECTION_FAULTS: readonly Fault[] = [
  breaks("refused", "refused", "closed-port"),
  breaks("unknown-host", "dns", "unknown-host"),
  breaks("self-signed", "authority-unknown", "self-signed"),
  breaks("plain-behind-https", "not-tls", "plain-behind-https"),
  breaks("reset-before-answer", "reset", ({ socket }) => {
    socket.resetAndDestroy();
  }),
  breaks("closed-before-answer", "reset", ({ socket }) => {
    socket.end();
  }),
  breaks("closed-in-headers", "reset", ({ socket }) => {
    socket.end("HTTP/1.1 200 OK\r\nContent-Type: appl");
  }),
  breaks("reset-in-body", "reset", (exchange) => {
    exchange.socket.write(`${head(exchange, "200 OK", { "Content-Length": "1000" })}{"response":`);
    setTimeout(() => exchange.socket.resetAndDestroy(), 50);
  }),
  breaks("no-answer", "timeout", () => {}),
  breaks("slow-drip-headers", "timeout", ({ socket }) => {
    socket.write("HTTP/1.1 200 OK\r\n");
    drip(socket, "X-Drip: 1\r\n", 50);
  }),
  breaks("slow-drip-body", "timeout", (exchange) => {
    exchange.socket.write(head(exchange, "200 OK", { "Content-Length": "100000" }));
    drip(exchange.socket, " ", 50);
  }),
  comes("slow-in-time", 200, (exchange) => {
    setTimeout(() => answer(exchange, "200 OK", SUCCESS), 150);
  }),
  comes("closed-while-idle", 200, (exchange) => {
    answer(exchange, "200 OK", SUCCESS);
    setTimeout(() => exchange.socket.end(), 20);
  }),
  comes("reset-on-reuse", 200, (exchange) => {
    if (exchange.onConnection === 1) answer(exchange, "200 OK", SUCCESS);
    else exchange.socket.resetAndDestroy();
  }),
  comes("keep-alive", 200, answers(SUCCESS)),
];
