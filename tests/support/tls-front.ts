import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer, type TlsOptions } from "node:tls";

export interface TlsFront {
  readonly port: number;
  close(): Promise<void>;
}

/** TLS before a plain server on this computer, as a partner's gateway speaks it. */
export async function startTlsFront(behind: number, options: TlsOptions): Promise<TlsFront> {
  const sockets = new Set<Socket>();
  const server = createServer({ ...options, rejectUnauthorized: options.requestCert === true }, (socket) => {
    sockets.add(socket);
    const onward = connect(behind, "127.0.0.1");
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy()).on("close", () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
