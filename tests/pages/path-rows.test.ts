import { expect, it } from "vitest";
import { draftOf } from "../../src/pages/draft/draft.ts";
import { readPage } from "../../src/pages/read/read-page.ts";
import { asText, ENGLISH } from "./layouts.ts";
import { MADE_UP } from "./made-up.ts";
import type { PageModel } from "./page-model.ts";

const coupons = MADE_UP.coupons as PageModel;
const { pathParameters = [], ...rest } = coupons;
const draft = (model: PageModel) =>
  draftOf(readPage("p.txt", Buffer.from(asText(model, { words: ENGLISH }))), { request: {}, response: {} });

it("a parameter that the path names is one of the path, in whichever table the page prints it", () => {
  const usual = draft(coupons);
  const among = draft({ ...rest, request: pathParameters });
  expect(among.content.pathParameters).toEqual(usual.content.pathParameters);
  expect(among.content.request).toEqual({});
  expect(among.notes.map(({ says }) => says)).toContain(
    "userId stands in the path, so it is taken for a path parameter",
  );
  expect(among.lines.get("pathParameters.userId.min")).toBeGreaterThan(0);
});

it("any other stays where it is", () => {
  const elsewhere = draft({ ...rest, path: "/api/v1/users/coupons", request: pathParameters });
  expect(Object.keys(elsewhere.content.request ?? {})).toEqual(["userId"]);
  expect(elsewhere.content.pathParameters).toBeUndefined();
});
