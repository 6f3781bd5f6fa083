import type { ClientRequest } from "node:http";
import { isIP, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Route } from "./route.ts";
import type { ConnectionSight } from "./transport-fault.ts";

/** What was seen of a target on any connection: a resumed TLS session asks for no certificate a second time. */
export interface DemandSeen {
  /** The server asked for a client certificate. */
  seen: boolean;
  /** And has answered a request. */
  answered: boolean;
}

/** Follows the connection of one request, so that what breaks can be told by how far it had come. */
export class ConnectionWatch implements ConnectionSight {
  reached: ConnectionSight["reached"];
  readonly showsCertificate: boolean;
  readonly #demand: DemandSeen;
  #began: number | undefined;

  constructor({ proxy, clientCertificate }: Route, demand: DemandSeen) {
    this.reached = proxy ? "proxy" : "open";
    this.showsCertificate = clientCertificate !== undefined;
    this.#demand = demand;
  }

  get connectingMs(): number {
    return this.#began === undefined ? 0 : performance.now() - this.#began;
  }

  /** A server that has answered somebody without a certificate does not demand one. */
  get asksForCertificate(): boolean {
    return this.#demand.seen && !this.#demand.answered;
  }

  follow(request: ClientRequest): void {
    request.once("socket", (socket) => {
      this.#began = performance.now();
      const isTls = socket instanceof TLSSocket;
      if (socket.connecting) this.#followConnecting(socket, request.host, isTls);
      else if (isTls && socket.getProtocol() === null) this.reached = "tcp";
      else this.reached = "open";
      if (!isTls) return;
      socket.once("secureConnect", () => {
        this.reached = "open";
      });
      noteDemand(socket, this.#demand);
    });
  }

  #followConnecting(socket: Socket, host: string, isTls: boolean): void {
    // By way of a proxy the socket is the proxy's, which was taken before.
    this.reached = isIP(host) === 0 ? "nothing" : "address";
    socket.once("lookup", () => {
      this.reached = "address";
    });
    socket.once("connect", () => {
      this.reached = isTls ? "tcp" : "open";
    });
  }
}

/**
 * Notes whether a server asks for a client certificate. Node has no event for it, yet only a server that asks tells the
 * signature algorithms that it would take, and they are there when the keys of the session are made.
 */
function noteDemand(socket: TLSSocket, demand: DemandSeen): void {
  socket.on("keylog", () => {
    if (socket.getSharedSigalgs().length > 0) demand.seen = true;
  });
}
