import { fromPointer, isJsonObject, type Json, type JsonObject } from "../exact/json.ts";

/**
 * A body with the value at a JSON Pointer; objects that are missing on the way are made. Only what lies on the way
 * is copied, so that values which several cases share stay as they are.
 */
export function withValue(body: JsonObject, pointer: string, value: Json): JsonObject {
  const placed = placeAt(body, fromPointer(pointer), value);
  return isJsonObject(placed) ? placed : body;
}

/** A body without the member or item that a JSON Pointer names; the same body where there is none. */
export function withoutValue(body: JsonObject, pointer: string): JsonObject {
  const rest = removeAt(body, fromPointer(pointer));
  return isJsonObject(rest) ? rest : body;
}

function placeAt(holder: Json | undefined, [part, ...rest]: readonly string[], value: Json): Json {
  if (part === undefined) return value;
  if (Array.isArray(holder)) {
    // An index beyond the items, and `-` (RFC 6901 section 4), name the place after the last.
    const index = /^[0-9]+$/.test(part) ? Math.min(Number(part), holder.length) : holder.length;
    const items = [...holder];
    items[index] = placeAt(items[index], rest, value);
    return items;
  }
  const members = isJsonObject(holder) ? holder : {};
  return withMember(members, part, placeAt(ownMember(members, part), rest, value));
}

function removeAt(holder: Json, [part, ...rest]: readonly string[]): Json {
  const inner = part === undefined ? undefined : memberOf(holder, part);
  if (part === undefined || inner === undefined) return holder;
  if (Array.isArray(holder)) {
    return holder.flatMap((item, index) => {
      if (index !== Number(part)) return [item];
      return rest.length === 0 ? [] : [removeAt(item, rest)];
    });
  }
  if (!isJsonObject(holder)) return holder;
  if (rest.length > 0) return withMember(holder, part, removeAt(inner, rest));
  return Object.fromEntries(Object.entries(holder).filter(([name]) => name !== part));
}

function memberOf(holder: Json, part: string): Json | undefined {
  if (Array.isArray(holder)) return holder[Number(part)];
  return isJsonObject(holder) ? ownMember(holder, part) : undefined;
}

function ownMember(members: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Every name is an own member, `__proto__` too; the members keep their order. */
function withMember(members: JsonObject, name: string, value: Json): JsonObject {
  const entries = Object.entries(members);
  const at = entries.findIndex(([key]) => key === name);
  if (at === -1) entries.push([name, value]);
  else entries[at] = [name, value];
  return Object.fromEntries(entries);
}
