import type { Agent } from "node:http";
import type { Socket } from "node:net";

/** The hooks of an agent's connection pool, documented by node for subclasses. */
interface Pool {
  keepSocketAlive(socket: Socket): boolean;
  reuseSocket(socket: Socket, request: unknown): void;
}

/**
 * Lets no agent reuse a connection on which the server spoke without being asked (bytes beyond the body of the
 * answer before): they would be read as the beginning of the next answer, and another case would be blamed.
 */
export function dropSpokenOutOfTurn(agent: Agent): void {
  const pool = agent as unknown as Pool;
  const keepSocketAlive = pool.keepSocketAlive.bind(agent);
  const reuseSocket = pool.reuseSocket.bind(agent);
  const drops = new WeakMap<Socket, () => void>();
  pool.keepSocketAlive = (socket) => {
    if (!keepSocketAlive(socket)) return false;
    const drop = (): void => {
      socket.destroy();
    };
    drops.set(socket, drop);
    socket.on("data", drop);
    return true;
  };
  pool.reuseSocket = (socket, request) => {
    const drop = drops.get(socket);
    if (drop) socket.off("data", drop);
    reuseSocket(socket, request);
  };
}
