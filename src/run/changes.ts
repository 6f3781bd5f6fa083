import type { Case } from "../cases/model.ts";
import type { Undo } from "../cases/undo.ts";
import type { Contract, Operation, Thing } from "../contract/model.ts";
import type { Settings } from "../environment/model.ts";
import { type Json, type JsonObject, valueAt } from "../exact/json.ts";
import type { Masking } from "../masking/masking.ts";
import type { LedgerEntry, LedgerNote, LedgerThing, Tripwire } from "../results/ledger.ts";
import type { Attempt } from "./attempt-model.ts";
import { executionOf } from "./execution.ts";
import type { IssuedValues } from "./issued-values.ts";
import { remedyOf, thingName, trippedReason, tripwireMessage } from "./ledger-text.ts";
import type { SpentValues } from "./spent-values.ts";
import { keyOf, thingOf, thingsIn } from "./things.ts";
import { Withheld } from "./withheld.ts";

export interface ChangesInput {
  readonly contract: Contract;
  readonly undo: ReadonlyMap<string, Undo>;
  readonly settings: Settings;
  readonly masking: Masking;
  readonly issued: IssuedValues;
  readonly spent: SpentValues;
  /** Hears what is about to be sent and what became of it, before anybody else does. */
  readonly note: (note: LedgerNote) => void;
}

/** A request that is about to be sent. */
export interface Departure {
  readonly row: Case;
  readonly operation: Operation;
  readonly body: JsonObject;
  readonly correlationId: string | undefined;
  readonly at: Date;
}

/** A member, or another thing, that this run made. */
export interface Made {
  /** Its own among all things. */
  readonly key: string;
  /** Of its line in the ledger. */
  readonly number: number;
  readonly entry: LedgerEntry;
  readonly undo: Undo;
  /** The value of each field of the undoing request, as it was answered. */
  readonly values: ReadonlyMap<string, Json>;
}

/** What a run did to a thing, and the case that did it. */
interface Touched {
  readonly by: string;
  readonly isKnown: boolean;
}

/** A request on its way, with the number of its line in the ledger. */
interface UnderWay extends Departure {
  readonly number: number;
  readonly things: readonly LedgerThing[];
  readonly sent: LedgerEntry;
}

/**
 * Everything that a run does to its target. Each request passes here before it is sent: it must not name a thing that
 * this run changed or may have changed, and under `refusals` nothing that can change something goes out once a refusal
 * did not come. What is sent is written down before it is sent, so that a killed run leaves word of it.
 */
export class Changes {
  readonly #touched = new Map<string, Touched>();
  readonly #made = new Map<string, Made>();
  #tripwire: Tripwire | undefined;
  #count = 0;

  constructor(private readonly input: ChangesInput) {}

  /**
   * Lets a request go, or throws Withheld. What it gives is called with the attempt when the answer has come, or with
   * undefined where the suite broke after sending.
   */
  depart(departure: Departure): (made: Attempt | undefined) => void {
    const { row, operation, body } = departure;
    const things = thingsIn(body, operation);
    if (!this.#keepsNothing(operation)) this.#refuseTouched(row, things);
    if (operation.effect === "nothing") return () => undefined;
    if (this.#tripwire) throw new Withheld(trippedReason(this.#tripwire));
    const number = this.#count++;
    const sent = this.#entry(departure, "unknown", things);
    this.input.note({ number, sent });
    return (made) => this.#settle({ ...departure, number, things, sent }, made);
  }

  /** What this run made and did not remove again. */
  leftovers(): readonly Made[] {
    return [...this.#made.values()];
  }

  /** Whether this run changed the thing that a value names, or may have. */
  isTouched(kind: Thing, field: string, value: Json): boolean {
    return thingOf(kind, field, value).some((thing) => this.#touched.has(keyOf(thing)));
  }

  /** Back to the beginning: the target's world has begun anew. */
  forget(): void {
    this.#touched.clear();
    this.#made.clear();
    this.#tripwire = undefined;
  }

  #keepsNothing({ id }: Operation): boolean {
    return this.input.settings.keepsNothing?.has(id) ?? false;
  }

  #refuseTouched(row: Case, things: readonly LedgerThing[]): void {
    for (const thing of things) {
      const before = this.#touched.get(keyOf(thing));
      if (!before || (before.isKnown && before.by === row.id && this.#isOwn(row, thing))) continue;
      const shown = thingName(this.#hidden(thing));
      const what = before.isKnown ? "was changed" : "may have been changed";
      throw new Withheld(
        `thing spent: ${shown} ${what} by ${before.by} in this run, which touches a thing no more then`,
      );
    }
  }

  /** A journey may change more than once what it made itself, and what the test data give it by its own name. */
  #isOwn({ id, kind, dataOf }: Case, thing: LedgerThing): boolean {
    if (kind !== "journey") return false;
    return (
      dataOf === undefined || id.endsWith(`/${dataOf}`) || this.#made.get(keyOf(thing))?.entry.case === id
    );
  }

  #settle(request: UnderWay, made: Attempt | undefined): void {
    const { number, things, sent, row } = request;
    const execution = made ? executionOf(made, this.input.contract, this.input.settings) : "unknown";
    // No answer says what became of it, but where nothing is kept there is nothing that it could have changed.
    const isIdle = execution === "unknown" && this.#keepsNothing(request.operation);
    if (execution === "refused" || execution === "unsent" || isIdle) {
      this.input.note({ number, settled: null });
      return;
    }
    const isKnown = execution === "done";
    const touched = isKnown ? changedOf(request.operation, things) : things;
    for (const thing of this.#keepsNothing(request.operation) ? [] : touched) {
      const isSomebodys = this.#isSomebodys(thing);
      if (isKnown || isSomebodys) this.#touched.set(keyOf(thing), { by: row.id, isKnown });
      if (isSomebodys && !this.#made.has(keyOf(thing)))
        this.input.spent.note(thing.field, thing.value, row.id);
    }
    const entry = isKnown ? this.#carriedOut(request, made) : sent;
    this.input.note({ number, settled: entry });
    this.#trip(entry ?? sent, isKnown, answerOf(made));
  }

  /** What was done; null where it removed what this run had made, which its own line says then. */
  #carriedOut(request: UnderWay, made: Attempt | undefined): LedgerEntry | null {
    const { operation, things, number } = request;
    const undone = things.flatMap((thing) => this.#made.get(keyOf(thing)) ?? []);
    for (const one of undone) {
      if (one.undo.row.operation !== operation.id) continue;
      this.#made.delete(one.key);
      const removed = { ...one.entry, state: "removed" } as const;
      this.input.note({ number: one.number, settled: { ...removed, remedy: remedyOf(removed) } });
      return null;
    }
    const undo = this.input.undo.get(operation.id);
    return undo ? this.#created(request, undo, made, number) : this.#entry(request, "changed", things);
  }

  /** What an answer says was made. An id that somebody had before is not the run's to remove. */
  #created(request: UnderWay, undo: Undo, made: Attempt | undefined, number: number): LedgerEntry {
    const answered = undo.carry.map(({ field, from, thing }) => {
      const value = valueAt(made?.opened?.json, from);
      return { field, value, things: thingOf(thing, field, value) };
    });
    const things = answered.flatMap((one) => one.things);
    const isOurs = things.length === answered.length && !things.some((thing) => this.#isSomebodys(thing));
    const entry = this.#entry(request, "created", isOurs ? things : []);
    const [first] = things;
    if (isOurs && first) {
      const values = new Map(
        answered.flatMap(({ field, value }) => (value === undefined ? [] : [[field, value]])),
      );
      const key = keyOf(first);
      this.#made.set(key, { key, number, entry, undo, values });
    }
    return entry;
  }

  /** Values of nobody, which derived requests are full of, are no things. */
  #isSomebodys(thing: LedgerThing): boolean {
    return this.#made.has(keyOf(thing)) || this.input.issued.isTaken(thing.field, thing.value);
  }

  #trip(entry: LedgerEntry, certain: boolean, answer: string): void {
    if (this.input.settings.allow !== "refusals" || this.#tripwire) return;
    const { at, case: id, operation } = entry;
    const message = tripwireMessage(entry, certain, this.input.masking.text(answer));
    this.#tripwire = { at, case: id, operation, certain, message };
    this.input.note({ tripwire: this.#tripwire });
  }

  #entry(departure: Departure, did: LedgerEntry["did"], things: readonly LedgerThing[]): LedgerEntry {
    const { row, operation, correlationId = "", at } = departure;
    const told = {
      at: at.toISOString(),
      case: row.id,
      operation: operation.id,
      correlationId: this.input.masking.text(correlationId),
      effect: operation.effect,
      did,
      meant: row.destructive,
      things: things.map((thing) => this.#hidden(thing)),
      state: "left",
    } as const;
    return { ...told, remedy: remedyOf(told) };
  }

  #hidden(thing: LedgerThing): LedgerThing {
    return { ...thing, value: this.input.masking.value(thing.field, thing.value) };
  }
}

/** A charge that is cancelled is not its member: what moves money changes the charges that it names, where it names any. */
function changedOf({ effect }: Operation, things: readonly LedgerThing[]): readonly LedgerThing[] {
  const charges = things.filter(({ kind }) => kind === "charge");
  return effect === "money" && charges.length > 0 ? charges : things;
}

function answerOf(made: Attempt | undefined): string {
  if (!made) return "the suite broke after it was sent";
  if (made.response) return `the target answered ${made.response.status}`;
  return made.fault ? `${made.fault.faultClass}, ${made.fault.message}` : "no answer came";
}
