import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ReportFault } from "../../reporters/report-fault.ts";
import { SettingsMistake } from "../environment/model.ts";

/** Name of the lock in a report folder; its text names the owner. */
const LOCK_FILE = "run.lock";

/** Whose a report folder is while a run writes to it. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
}

export interface ReportLock {
  /** Gives the folder back. A process that is killed leaves its lock, which the next run recognises. */
  release(): void;
}

/**
 * Takes a report folder for this process alone. A lock of a process that is gone from this computer is taken over;
 * whether a process on another computer still runs nobody here can tell, so its lock stands. Throws SettingsMistake
 * where the folder is another run's, ReportFault where it cannot be written.
 */
export function lockReportFolder(folder: string): ReportLock {
  const path = join(folder, LOCK_FILE);
  const own = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
  } satisfies Owner);
  try {
    mkdirSync(folder, { recursive: true });
    while (!isCreated(path, own)) takeAwayStale(folder, path);
  } catch (error) {
    if (error instanceof SettingsMistake) throw error;
    throw new ReportFault(path, `cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  return {
    release: () => {
      if (textOf(path) === own) rmSync(path, { force: true });
    },
  };
}

/** The file system makes a file by this flag for one process only. */
function isCreated(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a lock away whose owner is gone; what turns out to be a new lock of somebody else's is put back. */
function takeAwayStale(folder: string, path: string): void {
  const text = textOf(path);
  if (text === undefined) return;
  const owner = ownerOf(text);
  if (!owner || isAlive(owner)) throw new SettingsMistake([heldBy(folder, path, owner)]);
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (textOf(aside) !== text) linkSync(aside, path);
  } catch (error) {
    // Somebody else took it away, or made one since; the next attempt sees which.
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function heldBy(folder: string, path: string, owner: Owner | undefined): string {
  const who = owner
    ? `a run is writing to it: process ${owner.pid} on ${owner.host}, since ${owner.startedAt}`
    : "its lock names no owner";
  return `report folder ${folder}: ${who}. Wait for its end, or give this run a folder of its own with KONAPLATE_REPORT_DIR; if that run is over, delete ${path}`;
}

function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function ownerOf(text: string): Owner | undefined {
  try {
    const { pid, host, startedAt } = Object(JSON.parse(text)) as Partial<Owner>;
    if (typeof pid !== "number" || typeof host !== "string" || typeof startedAt !== "string")
      return undefined;
    return { pid, host, startedAt };
  } catch {
    return undefined;
  }
}
