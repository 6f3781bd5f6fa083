import { isMembers, type Members, type Value } from "../../contract/members.ts";

/** What codes and test-data titles of a page became on a later one; those that went are undefined there. */
export interface Renamed {
  code(code: string): string | undefined;
  title(title: string): string | undefined;
}

/**
 * A code that went is another now where the later page has a new one with its message; titles that went are others now
 * where as many of their status are new, in their order.
 */
export function renamedBetween(before: Members, after: Members): Renamed {
  const codes = new Map(codesOf(before).map(([code]) => [code, laterCode(code, before, after)]));
  const titles = laterTitles(titlesOf(before), titlesOf(after));
  return {
    code: (code) => (codes.has(code) ? codes.get(code) : code),
    title: (title) => (titles.has(title) ? titles.get(title) : title),
  };
}

function codesOf({ codes }: Members): [string, Members][] {
  return isMembers(codes)
    ? Object.entries(codes).flatMap(([code, row]) => (isMembers(row) ? [[code, row]] : []))
    : [];
}

function laterCode(code: string, before: Members, after: Members): string | undefined {
  const [was, is] = [new Map(codesOf(before)), codesOf(after)];
  if (is.some(([each]) => each === code)) return code;
  const { message, status } = was.get(code) ?? {};
  const same = is.filter(([each, row]) => !was.has(each) && row.message === message && row.status === status);
  return same.length === 1 ? same[0]?.[0] : undefined;
}

interface Title {
  readonly status: string;
  readonly title: string;
}

function titlesOf({ testData }: Members): Title[] {
  const list: readonly Value[] = Array.isArray(testData) ? testData : [];
  return list.flatMap((each) =>
    isMembers(each) ? [{ status: String(each.status), title: String(each.title) }] : [],
  );
}

function laterTitles(before: readonly Title[], after: readonly Title[]): Map<string, string | undefined> {
  const isIn = (list: readonly Title[], { title }: Title): boolean =>
    list.some((each) => each.title === title);
  const later = new Map<string, string | undefined>();
  for (const each of before) {
    const gone = before.filter(
      ({ status, title }) => status === each.status && !isIn(after, { status, title }),
    );
    const fresh = after.filter(
      ({ status, title }) => status === each.status && !isIn(before, { status, title }),
    );
    const place = gone.indexOf(each);
    const other = gone.length === fresh.length ? fresh[place]?.title : undefined;
    later.set(each.title, place < 0 ? each.title : other);
  }
  return later;
}
