import type { Rule } from "./model.ts";

/** RFC 8259, of the body as it travelled and of what was encrypted in it. */
export const jsonWellFormed: Rule = {
  id: "json-well-formed",
  kind: "answer",
  title: "The body is one JSON text in UTF-8, every member name once.",
  next: "Look at the raw body at the place named: some writer of JSON was bypassed there.",
  check: ({ opened }) =>
    opened.problems
      .filter(({ kind }) => !kind.startsWith("jwe-"))
      .map(({ layer, pointer, message }) => ({
        clause: "headers#request.Accept.values",
        where: pointer || "body",
        documented: "one JSON text in UTF-8 by RFC 8259",
        actual: layer === "encData" ? `inside encData: ${message}` : message,
      })),
};
